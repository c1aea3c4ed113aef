package runnel.node.share;

import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How hard files are hashed that nobody waits for. */
public enum Pace {
  /** On all cores, without rest. */
  FULL(0),
  /** All threads together a quarter of one core's time, and as little of the disk's. */
  GENTLE(3);

  private final int rest;

  Pace(int rest) {
    this.rest = rest;
  }

  /** The word for it that people set. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Returns the pace of that word. */
  public static Optional<Pace> of(String text) {
    return Arrays.stream(values()).filter(pace -> pace.text().equals(text)).findFirst();
  }

  /**
   * Rests after work.
   *
   * @param workedNanos how long the thread worked
   * @param threads how many may work at this pace at a time
   */
  void rest(long workedNanos, int threads) throws InterruptedException {
    if (rest > 0) {
      Thread.sleep(Duration.ofNanos(workedNanos * ((rest + 1L) * threads - 1)));
    }
  }
}
