package runnel.indexd.catalog;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import runnel.indexd.content.Hash;

/**
 * Finds the paths at which two catalogs differ. Where both have the same folder or the same part of
 * a large one, nothing is read. For one use.
 */
public final class ChangedPaths {
  /**
   * Pages and branches read at most, two for each folder that changed: a few dozen milliseconds, in
   * which an index can write nothing else.
   */
  private static final int READS = 256;

  private final Slots slots;
  private final int most;
  private final List<ChangedPath> found = new ArrayList<>();
  private boolean tooMany;

  private ChangedPaths(ObjectSource source, int most) {
    this.slots = new Slots(source);
    this.most = most;
  }

  /**
   * Returns all paths at which the catalogs differ, within {@link CatalogLimits#PATH_LEVELS} and
   * {@link CatalogLimits#PATH_BYTES}.
   *
   * @param before the root of one catalog
   * @param after the root of the other
   * @param source has the objects of both
   * @param most how many to return at most
   * @return empty if there are more, or too much is to be read to know
   */
  public static Optional<List<ChangedPath>> between(
      Hash before, Hash after, ObjectSource source, int most) {
    ChangedPaths changed = new ChangedPaths(source, most);
    changed.folders(before, after, EntryPath.TOP);
    return changed.isTooMuch() ? Optional.empty() : Optional.of(List.copyOf(changed.found));
  }

  private void folders(Hash before, Hash after, EntryPath at) {
    if (!before.equals(after)) {
      parts(slots.top(before), slots.top(after), new Place(at, ""));
    }
  }

  private void parts(Optional<Branch.Part> before, Optional<Branch.Part> after, Place place) {
    if (before.equals(after) || isTooMuch()) {
      return;
    }
    Optional<FolderObject> old = before.flatMap(part -> slots.read(part, place.digits()));
    Optional<FolderObject> now = after.flatMap(part -> slots.read(part, place.digits()));
    if (old.orElse(null) instanceof Branch was && now.orElse(null) instanceof Branch is) {
      for (int slot = 0; slot < Branch.SLOTS; slot++) {
        parts(part(was, slot), part(is, slot), place.slot(slot));
      }
    } else {
      compare(entries(before, place), entries(after, place), place.at());
    }
  }

  private static Optional<Branch.Part> part(Branch branch, int slot) {
    return Optional.ofNullable(branch.parts().get(slot));
  }

  private Map<EntryName, Entry> entries(Optional<Branch.Part> part, Place place) {
    Map<EntryName, Entry> entries = new HashMap<>();
    part.ifPresent(present -> collect(present, place, entries));
    return entries;
  }

  private void collect(Branch.Part part, Place place, Map<EntryName, Entry> entries) {
    if (isTooMuch()) {
      return;
    }
    switch (slots.read(part, place.digits()).orElse(null)) {
      case null -> {}
      case Page page -> entries.putAll(shown(page.entries(), place.digits()));
      case Branch branch ->
          branch.parts().forEach((slot, below) -> collect(below, place.slot(slot), entries));
    }
  }

  private static Map<EntryName, Entry> shown(Collection<Listed> listed, String digits) {
    Map<EntryName, Entry> shown = new LinkedHashMap<>();
    for (Listed entry : listed) {
      boolean inItsSlot = digits.isEmpty() || entry.name().raw().slots().startsWith(digits);
      if (entry.isShown() && inItsSlot) {
        shown.put(entry.name().name(), entry.entry());
      }
    }
    return shown;
  }

  private void compare(Map<EntryName, Entry> before, Map<EntryName, Entry> after, EntryPath at) {
    Set<EntryName> names = new LinkedHashSet<>(before.keySet());
    names.addAll(after.keySet());
    for (EntryName name : names) {
      Entry old = before.get(name);
      Entry now = after.get(name);
      Optional<EntryPath> path = at.child(name);
      if (path.isPresent() && !same(old, now) && !isTooMuch()) {
        changed(old, now, path.get());
      }
    }
  }

  private static boolean same(Entry old, Entry now) {
    return old != null && old.equals(now);
  }

  private void changed(Entry old, Entry now, EntryPath path) {
    if (old instanceof Entry.FolderEntry was && now instanceof Entry.FolderEntry is) {
      found.add(new ChangedPath(path, false));
      folders(was.id(), is.id(), path);
    } else {
      boolean below = old instanceof Entry.FolderEntry || now instanceof Entry.FolderEntry;
      found.add(new ChangedPath(path, below));
    }
  }

  private boolean isTooMuch() {
    tooMany = tooMany || found.size() > most || slots.reads() > READS;
    return tooMany;
  }

  /** A part of a folder: where that is, and what the names' hashes begin with. */
  private record Place(EntryPath at, String digits) {
    Place slot(int slot) {
      return new Place(at, digits + Character.forDigit(slot, Branch.SLOTS));
    }
  }
}
