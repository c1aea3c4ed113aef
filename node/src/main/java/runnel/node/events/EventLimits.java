package runnel.node.events;

import java.time.Duration;

/** What may be kept and awaited at most, each with its reason. */
final class EventLimits {
  /** A campus that comes online at nine, or a day at home. */
  static final int KEPT = 1_024;

  /** Terminals of one user; a quarter of what the control API serves at once. */
  static final int WAITING = 16;

  /** Shorter than what idle connections survive. */
  static final Duration WAIT = Duration.ofSeconds(30);

  private EventLimits() {}
}
