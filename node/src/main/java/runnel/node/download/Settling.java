package runnel.node.download;

import java.util.ArrayList;
import java.util.List;

/**
 * Files that are whole but not crossed off yet: crossing off must not reach the disk before they
 * do, and one sync for hundreds of them is far cheaper than one each. Thread-safe.
 */
final class Settling {
  private record WholeFile(Item.Row row, long bytes) {}

  private final Surroundings around;
  private final Staging staging;
  private final Live live;
  private final Desk desk;
  // Guarded by itself.
  private final List<WholeFile> whole = new ArrayList<>();

  Settling(Surroundings around, Staging staging, Live live, Desk desk) {
    this.around = around;
    this.staging = staging;
    this.live = live;
    this.desk = desk;
  }

  void add(Item.Row row, long bytes) {
    boolean full;
    synchronized (whole) {
      whole.add(new WholeFile(row, bytes));
      full = whole.size() >= DownloadLimits.UNSETTLED_FILES;
    }
    live.whole(1, bytes);
    if (full) {
      settle();
    }
  }

  /** Brings them to the disk and crosses them off; blocks. */
  void settle() {
    List<WholeFile> now;
    synchronized (whole) {
      now = List.copyOf(whole);
      whole.clear();
    }
    if (now.isEmpty()) {
      return;
    }
    long bytes = now.stream().mapToLong(WholeFile::bytes).sum();
    boolean _ = Native.syncFileSystem(staging.folder());
    around.store().delete(desk.now().id(), now.stream().map(WholeFile::row).toList());
    live.whole(-now.size(), -bytes);
    desk.sums(sums -> sums.done(now.size(), bytes));
  }
}
