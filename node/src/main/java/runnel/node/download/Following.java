package runnel.node.download;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import runnel.node.failure.NodeException;

/** Counts changes, and lets a few wait for the next. Thread-safe. */
final class Following {
  private final Semaphore places = new Semaphore(DownloadLimits.FOLLOWERS);
  // Guarded by this, which is notified of each change.
  private long revision = 1;

  synchronized void changed() {
    revision++;
    notifyAll();
  }

  synchronized long revision() {
    return revision;
  }

  /**
   * Waits for more changes than that; while something runs, which changes all the time, for a tick.
   */
  void await(long seen, Duration wait, BooleanSupplier runs) {
    if (!wait.isPositive() || revision() > seen) {
      return;
    }
    if (!places.tryAcquire()) {
      throw new NodeException(
          NodeException.Kind.BUSY,
          "could not follow downloads: %d others do already; end one of them"
              .formatted(DownloadLimits.FOLLOWERS));
    }
    try {
      Duration longest = runs.getAsBoolean() ? DownloadLimits.TICK : DownloadLimits.FOLLOW_WAIT;
      awaitChange(seen, wait.compareTo(longest) < 0 ? wait : longest);
    } finally {
      places.release();
    }
  }

  private synchronized void awaitChange(long seen, Duration wait) {
    long deadline = System.nanoTime() + wait.toNanos();
    long left = wait.toNanos();
    try {
      while (revision <= seen && left > 0) {
        TimeUnit.NANOSECONDS.timedWait(this, left);
        left = deadline - System.nanoTime();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // The node ends: what there is.
    }
  }
}
