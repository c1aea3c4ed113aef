package runnel.indexd.quota;

import java.time.Duration;

/**
 * How much is allowed over time.
 *
 * @param atOnce how much after a rest, at least 1
 * @param refill in which time so much is allowed again, 1 ms or more
 */
public record Rate(long atOnce, Duration refill) {
  public Rate {
    if (atOnce < 1) {
      throw new IllegalArgumentException("a rate allows at least 1, not " + atOnce);
    }
    if (refill.toMillis() < 1) {
      throw new IllegalArgumentException("a rate refills in 1 ms or more, not " + refill);
    }
  }

  /** Returns a rate of so many per second on average, and so many at once after a rest. */
  public static Rate perSecond(long count, long atOnce) {
    return new Rate(atOnce, Duration.ofNanos(Duration.ofSeconds(atOnce).toNanos() / count));
  }
}
