package runnel.node.tree;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import runnel.indexd.catalog.Entry;
import runnel.indexd.content.ContentId;

/**
 * Notices that somebody goes through a folder's small files one after the other, and says which
 * come next.
 *
 * <p>Programs go in the order of the listing, or, as {@code cp -r} does, in that of the inode
 * numbers; whichever fits. Thread-safe; no I/O.
 */
final class Streaks {
  /** One node of 64 KiB: what is fetched whole anyway. */
  static final long SMALL_BYTES = 64 << 10;

  /** So many files opened in order are no accident. */
  static final int BEGINS_AT = 3;

  /** What is fetched ahead at most; the next step begins when half of it was reached. */
  static final long AHEAD_BYTES_MAX = 1 << 20;

  /** What one request may name. */
  static final int AHEAD_FILES_MAX = 256;

  /** Several readers side by side arrive a little out of order. */
  private static final int SKIPPED_MAX = 4;

  /** Folders that somebody goes through at a time. */
  private static final int FOLDERS_MAX = 32;

  /** Guarded by this. */
  private final Map<String, Orders> folders =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Orders> eldest) {
          return size() > FOLDERS_MAX;
        }
      };

  /**
   * Notes that a file was opened.
   *
   * @param folder the path of its folder
   * @param entries what the folder holds now
   * @param opened one of them
   * @param inode their numbers
   * @return what should be fetched ahead: small files' contents
   */
  synchronized List<ContentId> opened(
      String folder,
      List<Entry> entries,
      Entry.FileEntry opened,
      ToLongFunction<Entry.FileEntry> inode) {
    if (!isSmall(opened)) {
      return List.of();
    }
    Orders orders = folders.get(folder);
    if (orders == null || !orders.isOf(entries)) {
      orders = new Orders(entries, inode);
      folders.put(folder, orders);
    }
    return orders.opened(opened);
  }

  private static boolean isSmall(Entry.FileEntry file) {
    return file.size() > 0 && file.size() <= SMALL_BYTES && file.content().isPresent();
  }

  /** One version of a folder, in the orders in which it may be gone through. */
  private static final class Orders {
    private final List<Entry> entries;
    private final List<Order> orders;

    Orders(List<Entry> entries, ToLongFunction<Entry.FileEntry> inode) {
      this.entries = entries;
      List<Entry.FileEntry> small =
          entries.stream()
              .flatMap(entry ->
                  entry instanceof Entry.FileEntry file && isSmall(file)
                      ? Stream.of(file)
                      : Stream.empty())
              .toList();
      List<Entry.FileEntry> byInode =
          small.stream().sorted(Comparator.comparingLong(inode)).toList();
      orders = List.of(new Order(small), new Order(byInode));
    }

    /** A listing is one object as long as it is in memory, and ten thousand entries are many. */
    @SuppressWarnings("ReferenceEquality")
    boolean isOf(List<Entry> others) {
      return entries == others;
    }

    List<ContentId> opened(Entry.FileEntry file) {
      List<ContentId> ahead = new ArrayList<>();
      orders.forEach(order -> ahead.addAll(order.opened(file)));
      return ahead;
    }
  }

  /** One order, and how far somebody got in it. */
  private static final class Order {
    private final List<Entry.FileEntry> files;
    private final Map<Entry.FileEntry, Integer> places = new HashMap<>();
    private int last = -1;
    private int inOrder;

    /** Behind the last that was said to come. */
    private int aheadEnd;

    Order(List<Entry.FileEntry> files) {
      this.files = files;
      for (int i = 0; i < files.size(); i++) {
        places.put(files.get(i), i);
      }
    }

    List<ContentId> opened(Entry.FileEntry file) {
      int place = places.getOrDefault(file, -1);
      boolean follows = place > last && place <= last + SKIPPED_MAX;
      boolean isLate = place <= last && place > last - SKIPPED_MAX;
      if (isLate) {
        return List.of();
      }
      inOrder = follows && last >= 0 ? inOrder + 1 : 1;
      last = place;
      if (inOrder < BEGINS_AT) {
        aheadEnd = place + 1;
        return List.of();
      }
      return ahead(place + 1);
    }

    private List<ContentId> ahead(int from) {
      aheadEnd = Math.max(aheadEnd, from);
      long bytes = 0;
      for (int i = from; i < aheadEnd; i++) {
        bytes += files.get(i).size();
      }
      int count = aheadEnd - from;
      if (bytes > AHEAD_BYTES_MAX / 2 || count > AHEAD_FILES_MAX / 2) {
        return List.of();
      }
      List<ContentId> next = new ArrayList<>();
      while (aheadEnd < files.size()
          && count + next.size() < AHEAD_FILES_MAX
          && bytes + files.get(aheadEnd).size() <= AHEAD_BYTES_MAX) {
        Entry.FileEntry file = files.get(aheadEnd++);
        bytes += file.size();
        next.add(file.content().orElseThrow());
      }
      return next;
    }
  }
}
