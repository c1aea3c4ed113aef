package runnel.node.download;

import java.util.ArrayList;
import java.util.List;

/**
 * Files that are whole but not crossed off yet: crossing off must not reach the disk before they
 * do, and one sync for hundreds of them is far cheaper than one each. Thread-safe.
 */
final class Settling {
  private record WholeFile(Item.Row row, long bytes) {}

  private final Staging staging;
  private final Live live;
  private final Desk desk;
  // Guarded by itself.
  private final List<WholeFile> whole = new ArrayList<>();
  // Guarded by whole.
  private long wholeBytes;

  Settling(Workplace work) {
    this.staging = work.staging();
    this.live = work.live();
    this.desk = work.desk();
  }

  void add(Item.Row row, long bytes) {
    boolean full;
    synchronized (whole) {
      whole.add(new WholeFile(row, bytes));
      wholeBytes += bytes;
      full =
          whole.size() >= DownloadLimits.UNSETTLED_FILES
              || wholeBytes >= DownloadLimits.UNSETTLED_BYTES;
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
      wholeBytes = 0;
    }
    if (now.isEmpty()) {
      return;
    }
    long bytes = now.stream().mapToLong(WholeFile::bytes).sum();
    boolean _ = Native.syncFileSystem(staging.folder());
    desk.crossOff(now.stream().map(WholeFile::row).toList(), sums -> sums.done(now.size(), bytes));
    live.whole(-now.size(), -bytes);
  }
}
