package runnel.mount.fuse;

import java.time.Duration;

/**
 * The bounds of one mount.
 *
 * @param background how many read-ahead requests the kernel lets be under way, 1–65535. Its own
 *     default of 12 lets a dozen readers that wait stop everybody.
 * @param congestion how many of them make it read ahead less, 1–{@code background}
 * @param openFiles how many files may be open at once, 1 or more; more get ENFILE
 * @param start how long mounting may take
 * @param read how long one read may wait if the tree breaks its promise to answer by itself
 * @param grace how long {@link Mount#close} lets programs finish with what they have open
 */
public record MountLimits(
    int background, int congestion, int openFiles, Duration start, Duration read, Duration grace) {

  private static final int MOST_BACKGROUND = 65_535;

  public MountLimits {
    if (background < 1 || background > MOST_BACKGROUND) {
      throw new IllegalArgumentException("background is 1 to 65535");
    }
    if (congestion < 1 || congestion > background) {
      throw new IllegalArgumentException("congestion is 1 to background");
    }
    if (openFiles < 1) {
      throw new IllegalArgumentException("openFiles is 1 or more");
    }
    if (!start.isPositive() || !read.isPositive() || grace.isNegative()) {
      throw new IllegalArgumentException("start and read are above 0, grace is 0 or more");
    }
  }

  /** 512 requests, 384 of them before congestion, 65,536 files, 10 s, 2 min, 2 s. */
  public static MountLimits standard() {
    return new MountLimits(
        512, 384, 65_536, Duration.ofSeconds(10), Duration.ofMinutes(2), Duration.ofSeconds(2));
  }

  /** The same with another grace. */
  public MountLimits withGrace(Duration other) {
    return new MountLimits(background, congestion, openFiles, start, read, other);
  }
}
