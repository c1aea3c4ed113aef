package runnel.node.share;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import runnel.indexd.catalog.EntryName;

/**
 * Where something may have happened, gathered until it is looked at. What grows too large becomes
 * coarser: a whole folder for many names, everything for many folders. Thread-safe.
 */
final class Looks {
  private static final int NAMES_MAX = 1000;
  private static final int FOLDERS_MAX = 4000;

  private final Map<Long, Look> folders = new HashMap<>();
  private boolean everything;

  /**
   * What to look at in one folder.
   *
   * @param names these names; empty for all
   * @param deep whether at all folders below, too
   */
  record Look(Optional<Set<EntryName>> names, boolean deep) {
    private static final Look ALL = new Look(Optional.empty(), false);
    private static final Look DEEP = new Look(Optional.empty(), true);
  }

  /** Notes a name in a folder, and says whether it is the first thing noted. */
  synchronized boolean name(long folder, EntryName name) {
    boolean first = isEmpty();
    if (!everything) {
      Look look = folders.computeIfAbsent(folder, _ -> new Look(names(), false));
      look.names.ifPresent(names -> names.add(name));
      if (look.names.map(Set::size).orElse(0) > NAMES_MAX) {
        folders.put(folder, Look.ALL);
      }
      bound();
    }
    return first;
  }

  /** Notes a folder, and says whether it is the first thing noted. */
  synchronized boolean folder(long folder, boolean deep) {
    boolean first = isEmpty();
    if (!everything) {
      folders.merge(folder, deep ? Look.DEEP : Look.ALL, (old, now) -> old.deep ? Look.DEEP : now);
      bound();
    }
    return first;
  }

  /** Notes that anything may have happened. */
  synchronized boolean everything() {
    boolean first = isEmpty();
    everything = true;
    folders.clear();
    return first;
  }

  synchronized boolean isEmpty() {
    return !everything && folders.isEmpty();
  }

  synchronized boolean isEverything() {
    return everything;
  }

  synchronized Map<Long, Look> folders() {
    return Map.copyOf(folders);
  }

  /** Returns all that was noted, and begins anew. */
  synchronized Looks take() {
    Looks taken = new Looks();
    taken.everything = everything;
    taken.folders.putAll(folders);
    everything = false;
    folders.clear();
    return taken;
  }

  /** Notes all of the others. */
  void addAll(Looks others) {
    if (others.isEverything()) {
      everything();
    }
    others
        .folders()
        .forEach((folder, look) ->
            look.names.ifPresentOrElse(
                names -> names.forEach(name -> name(folder, name)),
                () -> folder(folder, look.deep)));
  }

  private void bound() {
    if (folders.size() > FOLDERS_MAX) {
      everything();
    }
  }

  private static Optional<Set<EntryName>> names() {
    return Optional.of(new HashSet<>());
  }
}
