package runnel.indexd.discovery;

import java.time.Duration;

/**
 * Notices that the machine slept, or this process was stopped: the wall clock ran on while the
 * monotonic one stood, or nobody looked for long. Pure; not for several threads.
 */
final class SleepWatch {
  /** Longer than a clock is set by at a time, or a busy machine is late. */
  private static final Duration NOTABLE = Duration.ofSeconds(8);

  private long nanos;
  private long wallMillis;

  SleepWatch(long nanos, long wallMillis) {
    this.nanos = nanos;
    this.wallMillis = wallMillis;
  }

  /** Whether there was a sleep since the last look; look every few seconds. */
  boolean slept(long nowNanos, long nowWallMillis) {
    Duration passed = Duration.ofNanos(nowNanos - nanos);
    Duration onTheWall = Duration.ofMillis(nowWallMillis - wallMillis);
    nanos = nowNanos;
    wallMillis = nowWallMillis;
    return passed.compareTo(NOTABLE) > 0 || onTheWall.minus(passed).compareTo(NOTABLE) > 0;
  }
}
