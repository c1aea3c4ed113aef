package runnel.node.tree;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What hits are called in the folder of a query: as at their owners' if nothing else is called so
 * already, else with the folder and the owner behind, and a number. A hit keeps its name, so that a
 * program that works on it is not led to another; the ones that were hits longest ago are
 * forgotten. Pure; callers serialize.
 */
final class HitNames {
  /** Five times what one search returns. */
  static final int NAMES_MAX = 1_000;

  private static final int NAME_BYTES = 255;

  /**
   * Of a folder's name and of an ending as part of a name: with the longest name of an owner (181
   * bytes: 32 letters and his whole key) and a number they still are one.
   */
  private static final int FOLDER_BYTES = 48;

  private static final int ENDING_BYTES = 16;

  private final LinkedHashMap<Place.InPeer, String> names = new LinkedHashMap<>(16, 0.75f, true);
  private final Map<String, Place.InPeer> places = new HashMap<>();

  /** Returns the hit that is called so, if one was lately. */
  Optional<Place.InPeer> place(String name) {
    Optional<Place.InPeer> place = Optional.ofNullable(places.get(name));
    place.ifPresent(names::get); // Used just now.
    return place;
  }

  /**
   * Names hits.
   *
   * @param hits at most {@link #NAMES_MAX}, the best first
   * @return each with its name, in the same order
   */
  Map<String, Place.InPeer> name(Collection<Place.InPeer> hits) {
    Map<String, Place.InPeer> named = new LinkedHashMap<>();
    hits.forEach(names::get); // None of these makes room for another.
    for (Place.InPeer hit : hits) {
      named.put(names.computeIfAbsent(hit, this::free), hit);
    }
    while (names.size() > NAMES_MAX) {
      places.remove(names.pollFirstEntry().getValue());
    }
    return named;
  }

  private String free(Place.InPeer hit) {
    String own = hit.names().getLast().text();
    String name = own;
    for (int number = 1; places.containsKey(name); number++) {
      name = marked(own, number == 1 ? origin(hit) : origin(hit) + " " + number);
    }
    places.put(name, hit);
    return name;
  }

  /** Where it is from: its folder and its owner, or the owner alone. */
  private static String origin(Place.InPeer hit) {
    Place.InPeer folder = hit.parent();
    return folder.names().isEmpty() || bytes(folder.names().getLast().text()) > FOLDER_BYTES
        ? hit.peer()
        : folder.names().getLast().text() + ", " + hit.peer();
  }

  /** The mark stands before the ending, which programs go by. */
  private static String marked(String name, String mark) {
    int dot = name.lastIndexOf('.');
    boolean ends = dot > 0 && bytes(name.substring(dot)) <= ENDING_BYTES;
    String stem = ends ? name.substring(0, dot) : name;
    String end = " (" + mark + ")" + (ends ? name.substring(dot) : "");
    while (!stem.isEmpty() && bytes(stem + end) > NAME_BYTES) {
      stem = stem.substring(0, stem.offsetByCodePoints(stem.length(), -1));
    }
    return stem + end;
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}
