package runnel.ctl.control;

import java.time.Duration;

/** A moment of the monotonic clock by which something must have happened. */
public record Deadline(long nanoTime) {
  /** The moment that far from now. */
  public static Deadline in(Duration time) {
    return new Deadline(System.nanoTime() + time.toNanos());
  }

  /** The time left, zero when it has passed; never negative. */
  public Duration left() {
    return Duration.ofNanos(Math.max(0, nanoTime - System.nanoTime()));
  }

  /** Whether it has passed. */
  public boolean passed() {
    return left().isZero();
  }
}
