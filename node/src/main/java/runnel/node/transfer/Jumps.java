package runnel.node.transfer;

import runnel.node.cache.ByteRange;

/**
 * Says how much is worth fetching around reads that jump to and fro in a content, as of databases,
 * archives and disk images: the whole region around a jump that has to wait, while there is time to
 * spend on it. A region is 1 MiB, or 4 MiB of a fast source.
 *
 * <p>Time is what both sides have in common: a fast link carries much while a program waits, a slow
 * one little. To spend there are {@link TransferLimits#JUMPS_GRANT}, an eighth of the time that
 * reads waited, and what reads would have waited for that found their bytes there. So a program
 * that jumps in what is too large to guess loses the grant and an eighth, and one that comes back
 * to the same regions soon waits no more. Thread-safe; times are nanoseconds of a clock that only
 * grows.
 */
final class Jumps {
  private static final long REGION_BYTES = 1 << 20;

  /** What one request brings at most. */
  private static final long LARGE_REGION_BYTES = 4 << 20;

  /** More would only wait for each other, and reads for them. */
  private static final int REGIONS_AT_ONCE = TransferLimits.REQUESTS_PER_PEER;

  /** Jumps from which on a program is one that jumps, not one that looks for a title. */
  private static final int MANY = 16;

  /** The part of the time waited that may be spent, though it was of no use so far. */
  private static final double HOPE = 0.125;

  /** How much the last wait counts in the mean. */
  private static final double LATEST = 0.125;

  private final long contentBytes;
  // All below are guarded by this.
  private final Spans waiting = new Spans();
  private final Spans fetching = new Spans();
  private int count;

  /** What a read waits that nothing else holds up. */
  private double meanWaitNanos;

  private double savedNanos;

  Jumps(long contentBytes) {
    this.contentBytes = contentBytes;
  }

  /**
   * Notes a jump to a read that waits from now on; returns what to fetch with it: the read alone,
   * or all of the regions in which it lies.
   *
   * @param speed of the slowest source in bytes per second; 0 if it is not known
   */
  synchronized ByteRange begun(ByteRange read, double speed, long now) {
    waiting.begin(now);
    count = Math.min(MANY, count + 1);
    long region = regionBytes(speed);
    boolean hasRoom = fetching.open() < REGIONS_AT_ONCE;
    boolean hasTime = fetching.nanos(now) <= budgetNanos(now);
    return count == MANY && region > 0 && hasRoom && hasTime ? around(read, region) : read;
  }

  /** Notes that a read waits no more; it did since then. */
  synchronized void answered(long since, long now) {
    if (!fetching.isOpen()) {
      double wait = (double) (now - since) / waiting.open();
      meanWaitNanos += (wait - meanWaitNanos) * (meanWaitNanos == 0 ? 1 : LATEST);
    }
    waiting.end(now);
  }

  /** Notes a jump to what is there already. */
  synchronized void spared(long now) {
    double most = fetching.nanos(now) + (double) TransferLimits.JUMPS_CREDIT.toNanos();
    savedNanos = Math.min(savedNanos + meanWaitNanos, most);
  }

  /** Notes that more than a read is being fetched from now on. */
  synchronized void spending(long now) {
    fetching.begin(now);
  }

  /** Notes that this is there now, or has failed. */
  synchronized void spent(long now) {
    fetching.end(now);
  }

  private double budgetNanos(long now) {
    return TransferLimits.JUMPS_GRANT.toNanos() + waiting.nanos(now) * HOPE + savedNanos;
  }

  /** As much as holds other readers up by 100 ms at most; 0 of a slow source. */
  private static long regionBytes(double speed) {
    double carried = speed * TransferLimits.REGION_WITHIN.toMillis() / 1000;
    if (carried >= LARGE_REGION_BYTES) {
      return LARGE_REGION_BYTES;
    }
    return speed == 0 || carried >= REGION_BYTES ? REGION_BYTES : 0;
  }

  private ByteRange around(ByteRange read, long region) {
    long from = read.offset() / region * region;
    long end = ((read.end() - 1) / region + 1) * region;
    return new ByteRange(from, Math.min(contentBytes, end) - from);
  }

  /** How long at least one of several things that overlap was under way. */
  private static final class Spans {
    private long nanos;
    private long since;
    private int open;

    void begin(long now) {
      nanos = nanos(now);
      since = now;
      open++;
    }

    void end(long now) {
      nanos = nanos(now);
      since = now;
      open--;
    }

    long nanos(long now) {
      return open == 0 ? nanos : nanos + now - since;
    }

    int open() {
      return open;
    }

    boolean isOpen() {
      return open > 0;
    }
  }
}
