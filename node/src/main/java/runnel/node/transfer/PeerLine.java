package runnel.node.transfer;

import java.time.Duration;

/**
 * What the engine keeps of one peer.
 *
 * @param name what people call it
 * @param gate bounds what it is asked
 * @param speed how fast it was
 */
record PeerLine(String name, PeerGate gate, SpeedMeter speed) {
  /** Says whether it has been quiet for so long that others are asked if they can be. */
  boolean isAvoided(long now) {
    return speed.nanosQuiet(now) >= TransferLimits.QUIET.toNanos()
        && speed.nanosIdle(now) < TransferLimits.PAUSE_AFTER_SILENCE.toNanos();
  }

  /** Why it is not asked, or only for what nobody else has; empty if it is asked. */
  String problem(long now) {
    return gate.pauseReason().isEmpty() && isAvoided(now)
        ? "has sent nothing for %d s".formatted(Duration.ofNanos(speed.nanosQuiet(now)).toSeconds())
        : gate.pauseReason();
  }
}
