package runnel.indexd.catalog;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import runnel.indexd.content.Hash;

/**
 * Finds what one catalog has and another has not, without looking at what they share.
 *
 * <p>Both trees are walked level by level; neither walk goes below an object that the other has
 * met. So the work is that of the change, also where a folder was moved. For one use.
 */
public final class CatalogDiff {
  private final ObjectSource source;
  private final Map<Hash, Set<Hash>> expanded = new HashMap<>();
  private final List<Hash> missing = new ArrayList<>();

  private CatalogDiff(ObjectSource source) {
    this.source = source;
  }

  /**
   * Returns the ids of objects below (and with) one root that are not below the other.
   *
   * <p>May also name objects that the catalog before has in another place, below something that
   * both share: to find that out would mean to walk everything.
   *
   * @param before the root of the catalog that is there; empty if there is none
   * @param after the root of the catalog to come
   * @param source has the objects; those of the catalog before may be missing, which makes the
   *     answer larger
   * @throws CatalogException MISSING if objects of the catalog to come are, perhaps not naming all;
   *     MALFORMED, TOO_LARGE or WRONG_HASH if one is wrong
   */
  public static Set<Hash> added(Optional<Hash> before, Hash after, ObjectSource source) {
    CatalogDiff diff = new CatalogDiff(source);
    Set<Hash> found = diff.walk(before.map(Set::of).orElse(Set.of()), Set.of(after));
    if (!diff.missing.isEmpty()) {
      throw CatalogException.missing(after, diff.missing);
    }
    return found;
  }

  private Set<Hash> walk(Set<Hash> before, Set<Hash> after) {
    Set<Hash> seenBefore = new HashSet<>(before);
    Set<Hash> seenAfter = new LinkedHashSet<>(after);
    Set<Hash> oldLevel = before;
    Set<Hash> newLevel = after;
    while (!newLevel.isEmpty() || !oldLevel.isEmpty()) {
      if (missing.size() >= CatalogLimits.MISSING_IDS) {
        break;
      }
      oldLevel = next(oldLevel, seenBefore, seenAfter, false);
      newLevel = next(newLevel, seenAfter, seenBefore, true);
    }
    Set<Hash> shared = new HashSet<>(seenAfter);
    shared.retainAll(seenBefore);
    forget(shared, seenAfter);
    return seenAfter;
  }

  /** Returns the objects just below a level that were not seen yet, and marks them as seen. */
  private Set<Hash> next(
      Set<Hash> level, Set<Hash> seen, Set<Hash> seenOnTheOtherSide, boolean needed) {
    Set<Hash> next = new LinkedHashSet<>();
    for (Hash id : level) {
      if (!seenOnTheOtherSide.contains(id)) {
        for (Hash below : references(id, needed)) {
          if (seen.add(below)) {
            next.add(below);
          }
        }
      }
    }
    return next;
  }

  private Set<Hash> references(Hash id, boolean needed) {
    Optional<byte[]> object = source.object(id);
    if (object.isEmpty()) {
      if (needed && missing.size() < CatalogLimits.MISSING_IDS) {
        missing.add(id);
      }
      return Set.of();
    }
    Set<Hash> references = FolderObject.parse(id, object.get()).references();
    expanded.put(id, references);
    return references;
  }

  /** Removes ids and all that is known to be below them. */
  private void forget(Set<Hash> ids, Set<Hash> from) {
    List<Hash> open = new ArrayList<>(ids);
    while (!open.isEmpty()) {
      Hash id = open.removeLast();
      if (from.remove(id)) {
        open.addAll(expanded.getOrDefault(id, Set.of()));
      }
    }
  }
}
