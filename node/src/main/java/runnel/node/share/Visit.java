package runnel.node.share;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import runnel.indexd.catalog.EntryName;
import runnel.node.share.Keys.Place;

/**
 * A folder to be looked at.
 *
 * @param path where it is
 * @param number its number in the store
 * @param names only these of its entries; empty for all
 * @param deep whether all folders below it are looked at as well, not only new ones
 */
record Visit(SharePath path, long number, Optional<Set<EntryName>> names, boolean deep) {
  /** All of a folder and below it. */
  static Visit whole(SharePath path, long number) {
    return new Visit(path, number, Optional.empty(), true);
  }

  /** What is known of the entries that are looked at, to be changed by who asks. */
  Map<EntryName, EntryRow> known(ShareStore store) {
    if (names.isEmpty()) {
      return store.children(number);
    }
    Map<EntryName, EntryRow> known = new HashMap<>();
    for (EntryName name : names.get()) {
      store.row(new Place(number, name)).ifPresent(row -> known.put(name, row));
    }
    return known;
  }
}
