package runnel.node.tree;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What hits are called in the folder of a query: as at their owners' if nothing else is called so
 * already, else with the owner's name behind, and a number. A hit keeps its name, so that a program
 * that works on it is not led to another; the ones that were hits longest ago are forgotten. Pure;
 * callers serialize.
 */
final class HitNames {
  /** Five times what one search returns. */
  static final int NAMES_MAX = 1_000;

  private static final int NAME_BYTES = 255;

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
      name = marked(own, number == 1 ? hit.peer() : hit.peer() + " " + number);
    }
    places.put(name, hit);
    return name;
  }

  /** The mark stands before the ending, which programs go by. */
  private static String marked(String name, String mark) {
    int dot = name.lastIndexOf('.');
    String stem = dot > 0 ? name.substring(0, dot) : name;
    String end = " (" + mark + ")" + (dot > 0 ? name.substring(dot) : "");
    while (!stem.isEmpty() && bytes(stem + end) > NAME_BYTES) {
      stem = stem.substring(0, stem.offsetByCodePoints(stem.length(), -1));
    }
    return bytes(stem + end) > NAME_BYTES ? mark : stem + end;
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}
