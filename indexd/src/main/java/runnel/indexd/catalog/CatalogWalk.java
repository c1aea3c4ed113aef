package runnel.indexd.catalog;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import runnel.indexd.content.Hash;

/**
 * Visits all that is below a folder, each entry after the folder that lists it.
 *
 * <p>A walk can be cut anywhere and taken up by path, also when the catalog changed meanwhile: the
 * order is that of the hashes of the names, which does not depend on how a folder is paged. What
 * did not change is visited exactly once then. What is deeper or longer than {@link
 * CatalogLimits#PATH_LEVELS} and {@link CatalogLimits#PATH_BYTES} is left out, and so may be what
 * is in a folder whose parts are not what they should be. Between two visits few objects are read.
 */
public final class CatalogWalk {
  /**
   * Parts of one folder that are read one after the other and list nothing that a walk shows; the
   * rest of the folder then counts as empty. In a true folder every page lists something, and lies
   * below at most so many branches. Strangers make folders that name one part a million times, in
   * slots that its names are not of: nothing would be visited, and so nothing cut, for seconds.
   */
  private static final int FRUITLESS = CatalogLimits.BRANCH_DEPTH + 1;

  private final Slots slots;
  private final Visitor visitor;

  /** Is shown the entries. */
  public interface Visitor {
    /** Takes an entry; says whether to go on. */
    boolean visit(EntryPath path, Entry entry);
  }

  private CatalogWalk(ObjectSource source, Visitor visitor) {
    this.slots = new Slots(source);
    this.visitor = visitor;
  }

  /**
   * Walks below a folder.
   *
   * @param after the path that was visited last, below the folder; empty to begin
   * @param source has the objects, and does not change meanwhile
   * @return whether all was visited; false if the visitor stopped it
   */
  public static boolean below(
      Located folder, Optional<EntryPath> after, ObjectSource source, Visitor visitor) {
    List<EntryName> rest =
        after
            .map(path -> path.names().subList(folder.at().names().size(), path.names().size()))
            .orElse(List.of());
    return new CatalogWalk(source, visitor).folder(folder.id(), new Place(folder.at(), rest));
  }

  /**
   * A folder in its place.
   *
   * @param id the folder's
   * @param at its path
   */
  public record Located(Hash id, EntryPath at) {}

  private boolean folder(Hash id, Place place) {
    return slots.top(id).map(part -> part(part, "", place)).orElse(true);
  }

  private boolean part(Branch.Part part, String digits, Place place) {
    if (place.fruitless().incrementAndGet() > FRUITLESS) {
      return true;
    }
    return slots
        .read(part, digits)
        .map(object ->
            switch (object) {
              case Page page -> page(page, digits, place);
              case Branch branch -> branch(branch, digits, place);
            })
        .orElse(true);
  }

  private boolean branch(Branch branch, String digits, Place place) {
    for (Map.Entry<Integer, Branch.Part> slot : branch.parts().entrySet()) {
      String below = digits + Character.forDigit(slot.getKey(), Branch.SLOTS);
      if (!place.isBehind(below) && !part(slot.getValue(), below, place)) {
        return false;
      }
    }
    return true;
  }

  private boolean page(Page page, String digits, Place place) {
    List<Placed> sorted =
        page.entries().stream()
            .filter(Listed::isShown)
            .map(listed -> new Placed(listed.name().raw().slots(), listed.entry()))
            .filter(placed -> placed.slots().startsWith(digits))
            .filter(placed -> !place.isBehind(placed.slots()))
            .sorted(Comparator.comparing(Placed::slots))
            .toList();
    for (Placed placed : sorted) {
      Optional<EntryPath> path = place.at().child(placed.entry().name());
      if (path.isPresent()) {
        place.fruitless().set(0);
        if (!entry(placed, path.get(), place)) {
          return false;
        }
      }
    }
    return true;
  }

  private boolean entry(Placed placed, EntryPath path, Place place) {
    boolean visited = place.isOnTheWay(placed.slots());
    if (!visited && !visitor.visit(path, placed.entry())) {
      return false;
    }
    return switch (placed.entry()) {
      case Entry.FileEntry _ -> true;
      case Entry.FolderEntry folder ->
          folder(folder.id(), new Place(path, visited ? place.further() : List.of()));
    };
  }

  private record Placed(String slots, Entry entry) {}

  /**
   * A folder on the walk.
   *
   * @param after the names below it on the way to what was visited last
   * @param from the hash of the first of them
   * @param fruitless parts read since one listed something
   */
  private record Place(EntryPath at, List<EntryName> after, String from, AtomicInteger fruitless) {
    Place(EntryPath at, List<EntryName> after) {
      this(
          at,
          after,
          after.isEmpty() ? "" : new RawName(after.getFirst().utf8()).slots(),
          new AtomicInteger());
    }

    /** Says whether all names whose hashes begin with these digits come before the way. */
    boolean isBehind(String digits) {
      return !from.isEmpty() && digits.compareTo(from.substring(0, digits.length())) < 0;
    }

    boolean isOnTheWay(String slots) {
      return slots.equals(from);
    }

    List<EntryName> further() {
      return after.subList(1, after.size());
    }
  }
}
