package runnel.indexd.catalog;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import runnel.indexd.content.Hash;

/**
 * Finds the paths at which two catalogs differ. Where both have the same folder or the same part of
 * a large one, nothing is read. For one use.
 */
public final class ChangedPaths {
  /**
   * Pages and branches looked at at most, four for each folder that changed, also where it is the
   * same one again: strangers make folders that name one part a million times.
   */
  private static final int READS = 512;

  private final Slots slots;
  private final Limits limits;
  private final List<ChangedPath> found = new ArrayList<>();

  /** What is still to be compared, so that of what was nothing is held but what was found. */
  private final Deque<Pair> folders = new ArrayDeque<>();

  private boolean tooMuch;

  /**
   * How much is found and done.
   *
   * @param paths how many to return at most
   * @param late says whether there is no more time; asked before each read
   */
  public record Limits(int paths, BooleanSupplier late) {
    /** So many paths, in any time. */
    public static Limits paths(int paths) {
      return new Limits(paths, () -> false);
    }
  }

  private ChangedPaths(ObjectSource source, Limits limits) {
    this.slots = new Slots(source);
    this.limits = limits;
  }

  /**
   * Returns all paths at which the catalogs differ, within {@link CatalogLimits#PATH_LEVELS} and
   * {@link CatalogLimits#PATH_BYTES}.
   *
   * <p>Holds some pages and a few thousand entries at a time, some 40 MB if all are the largest.
   *
   * @param before the root of one catalog
   * @param after the root of the other
   * @param source has the objects of both
   * @return empty if there are more than the limits allow, or too much is to be read to know
   */
  public static Optional<List<ChangedPath>> between(
      Hash before, Hash after, ObjectSource source, Limits limits) {
    ChangedPaths changed = new ChangedPaths(source, limits);
    changed.folders.add(new Pair(before, after, EntryPath.TOP));
    while (!changed.folders.isEmpty() && !changed.isTooMuch()) {
      changed.compare(changed.folders.removeLast());
    }
    return changed.isTooMuch() ? Optional.empty() : Optional.of(List.copyOf(changed.found));
  }

  private void compare(Pair folder) {
    if (!folder.before().equals(folder.after())) {
      Place place = new Place(folder.at(), "");
      parts(slots.top(folder.before()), slots.top(folder.after()), place);
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
      compare(entries(old, place), entries(now, place), place.at());
    }
  }

  private static Optional<Branch.Part> part(Branch branch, int slot) {
    return Optional.ofNullable(branch.parts().get(slot));
  }

  private Map<EntryName, Entry> entries(Optional<FolderObject> object, Place place) {
    Map<EntryName, Entry> entries = new HashMap<>();
    object.ifPresent(present -> collect(present, place, entries));
    return entries;
  }

  private void collect(FolderObject object, Place place, Map<EntryName, Entry> entries) {
    switch (object) {
      case Page page -> entries.putAll(shown(page.entries(), place.digits()));
      case Branch branch ->
          branch
              .parts()
              .forEach((slot, below) -> {
                Place there = place.slot(slot);
                if (!isTooMuch()) {
                  slots
                      .read(below, there.digits())
                      .ifPresent(part -> collect(part, there, entries));
                }
              });
    }
    // The other side has at most a page, so that many more than may be found are found.
    tooMuch |= entries.size() > limits.paths() + CatalogLimits.PAGE_ENTRIES;
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
      if (path.isPresent() && !same(old, now) && found.size() <= limits.paths()) {
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
      folders.add(new Pair(was.id(), is.id(), path));
    } else {
      boolean below = old instanceof Entry.FolderEntry || now instanceof Entry.FolderEntry;
      found.add(new ChangedPath(path, below));
    }
  }

  private boolean isTooMuch() {
    tooMuch =
        tooMuch
            || found.size() > limits.paths()
            || slots.reads() > READS
            || limits.late().getAsBoolean();
    return tooMuch;
  }

  /** A folder that is another now. */
  private record Pair(Hash before, Hash after, EntryPath at) {}

  /** A part of a folder: where that is, and what the names' hashes begin with. */
  private record Place(EntryPath at, String digits) {
    Place slot(int slot) {
      return new Place(at, digits + Character.forDigit(slot, Branch.SLOTS));
    }
  }
}
