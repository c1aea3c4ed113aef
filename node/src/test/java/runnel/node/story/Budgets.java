package runnel.node.story;

import java.time.Duration;

/** What is promised of faults, and how much noise a busy machine may add when it is measured. */
final class Budgets {
  /** A source's connection breaks and another source exists: the reader goes on. */
  static final Duration OTHER_AFTER_BREAK = Duration.ofSeconds(2);

  /** It breaks and none exists: an error. */
  static final Duration ERROR_AFTER_BREAK = Duration.ofSeconds(5);

  /** A source goes silent and another source exists. */
  static final Duration OTHER_AFTER_SILENCE = Duration.ofSeconds(10);

  /** It goes silent and none exists: an error. */
  static final Duration ERROR_AFTER_SILENCE = Duration.ofSeconds(30);

  /** The mount's root, and Ctrl-C. */
  static final Duration AT_ONCE = Duration.ofSeconds(1);

  /** Starting a program, and two busy cores. */
  static final Duration NOISE = Duration.ofMillis(500);

  private Budgets() {}

  /** The budget with the noise that a measurement has. */
  static Duration noisy(Duration budget) {
    return budget.plus(NOISE);
  }
}
