package runnel.node.doctor;

import java.time.Duration;
import java.util.Optional;

/** Whether this node's clock agrees with the index's. */
public final class ClockCheck {
  /** Less is what an answer's way explains, and what nobody notices. */
  static final Duration NOTICED = Duration.ofMinutes(1);

  private ClockCheck() {}

  /**
   * Judges the difference.
   *
   * @param ahead how far this clock is ahead of the index's; negative if it is behind
   */
  public static Optional<Finding> of(Optional<Duration> ahead) {
    return ahead.map(ClockCheck::of);
  }

  private static Finding of(Duration ahead) {
    if (ahead.abs().compareTo(NOTICED) <= 0) {
      return Finding.ok("clock", "agrees with the index's");
    }
    String which = ahead.isNegative() ? "behind" : "ahead of";
    return Finding.warn(
        "clock",
        "this clock is %d s %s the index's".formatted(ahead.abs().toSeconds(), which),
        "nothing depends on it but the times that are shown; timedatectl set-ntp true");
  }
}
