package runnel.node.tree;

import java.lang.ref.SoftReference;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import runnel.indexd.catalog.Entry;

/**
 * Notices that somebody takes a folder's entries one after the other, and says which come next.
 *
 * <p>Programs go in the order of the listing, or, as {@code cp -r} does, in that of the inode
 * numbers; whichever fits. Thread-safe; no I/O.
 *
 * @param <T> what is fetched ahead: small files' contents, or folders' listings
 */
final class Streaks<T extends Entry> {
  /** One node of 64 KiB: what is fetched whole anyway. */
  static final long SMALL_BYTES = 64 << 10;

  /** At most 1 MiB ahead, and what one request may name. */
  static final Reach OF_FILES = new Reach(3, 1 << 20, 256);

  /** Entries and folders: 4,096 entries are some 500 KiB, and no folder has less than one. */
  static final Reach OF_FOLDERS = new Reach(2, 4_096, 64);

  /** Folders that somebody goes through at a time. */
  private static final int FOLDERS_MAX = 32;

  /** In one of larger folders nothing is fetched ahead: some 150 bytes for each entry. */
  private static final int ENTRIES_MAX = 100_000;

  private final Function<Entry, Optional<T>> chosen;
  private final ToLongFunction<T> weight;
  private final Reach reach;

  /** Guarded by this. They hold listings, so they go when memory is short. */
  private final Map<String, SoftReference<Orders<T>>> folders =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, SoftReference<Orders<T>>> eldest) {
          return size() > FOLDERS_MAX;
        }
      };

  private Streaks(Function<Entry, Optional<T>> chosen, ToLongFunction<T> weight, Reach reach) {
    this.chosen = chosen;
    this.weight = weight;
    this.reach = reach;
  }

  /** Of hashed files of 1 to {@link #SMALL_BYTES} bytes that are opened, weighed by their bytes. */
  static Streaks<Entry.FileEntry> ofSmallFiles() {
    return new Streaks<>(Streaks::small, Entry.FileEntry::size, OF_FILES);
  }

  /** Of folders that are listed, weighed by all that is below: an owner does not say what is in. */
  static Streaks<Entry.FolderEntry> ofFolders() {
    return new Streaks<>(Streaks::folder, Streaks::below, OF_FOLDERS);
  }

  /**
   * Notes that an entry was taken.
   *
   * @param folder the path of its folder
   * @param entries what the folder holds now
   * @param taken one of them
   * @param inode their numbers
   * @return what should be fetched ahead
   */
  synchronized List<T> taken(
      String folder, List<Entry> entries, Entry taken, ToLongFunction<Entry> inode) {
    Optional<T> mine = chosen.apply(taken);
    if (mine.isEmpty() || entries.size() > ENTRIES_MAX) {
      return List.of();
    }
    SoftReference<Orders<T>> known = folders.get(folder);
    Orders<T> orders = known == null ? null : known.get();
    if (orders == null || !orders.isOf(entries)) {
      orders = new Orders<>(entries, orders(entries, inode));
      folders.put(folder, new SoftReference<>(orders));
    }
    return orders.taken(mine.get());
  }

  /** Each number is a hash of a path, and a sort asks for it again and again. */
  private record Numbered<T>(T thing, long number) {}

  private List<Order<T>> orders(List<Entry> entries, ToLongFunction<Entry> inode) {
    List<T> listed = entries.stream().map(chosen).flatMap(Optional::stream).toList();
    List<T> byInode =
        listed.stream()
            .map(thing -> new Numbered<>(thing, inode.applyAsLong(thing)))
            .sorted(Comparator.comparingLong(Numbered::number))
            .map(Numbered::thing)
            .toList();
    return List.of(new Order<>(listed, weight, reach), new Order<>(byInode, weight, reach));
  }

  private static Optional<Entry.FileEntry> small(Entry entry) {
    return entry instanceof Entry.FileEntry file
            && file.size() > 0
            && file.size() <= SMALL_BYTES
            && file.content().isPresent()
        ? Optional.of(file)
        : Optional.empty();
  }

  private static Optional<Entry.FolderEntry> folder(Entry entry) {
    return entry instanceof Entry.FolderEntry folder ? Optional.of(folder) : Optional.empty();
  }

  /** Owners may claim what they like; more than the reach is all the same. */
  private static long below(Entry.FolderEntry folder) {
    long most = OF_FOLDERS.weightMax();
    return 1 + Math.min(most, folder.files()) + Math.min(most, folder.folders());
  }

  /** One version of a folder, in the orders in which it may be gone through. */
  private record Orders<T>(List<Entry> entries, List<Order<T>> orders) {
    /** A listing is one object as long as it is in memory, and ten thousand entries are many. */
    @SuppressWarnings("ReferenceEquality")
    boolean isOf(List<Entry> others) {
      return entries == others;
    }

    List<T> taken(T thing) {
      List<T> ahead = new ArrayList<>();
      orders.forEach(order -> ahead.addAll(order.taken(thing)));
      return ahead;
    }
  }
}
