package runnel.node.transfer;

import java.util.OptionalLong;

/**
 * When a download in a crowd asks the owner also for what is another's to fetch: once nothing of it
 * came for a while, and then for a while; so that one among the others who stands still, or plays
 * what this one downloads, costs little. Pure; belongs to a {@link Board}, under its lock.
 */
final class Sparing {
  private OptionalLong restsSince = OptionalLong.empty();
  private OptionalLong overUntil = OptionalLong.empty();

  /** Notes whether something is wanted and nobody is asked for any of it. */
  void rests(boolean rests, long now) {
    if (!rests) {
      restsSince = OptionalLong.empty();
    } else if (restsSince.isEmpty()) {
      restsSince = OptionalLong.of(now);
    } else if (now - restsSince.getAsLong() >= TransferLimits.SPARING_REST.toNanos()) {
      overUntil = OptionalLong.of(now + TransferLimits.SPARING_OVER.toNanos());
      restsSince = OptionalLong.empty();
    }
  }

  boolean isOver(long now) {
    return overUntil.isPresent() && now - overUntil.getAsLong() < 0;
  }
}
