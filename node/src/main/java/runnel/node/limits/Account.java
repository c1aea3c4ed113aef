package runnel.node.limits;

import java.util.EnumMap;
import java.util.Map;

/** What one peer had and may have. Belongs to a {@link Throttle}, under its lock. */
final class Account {
  /** How long it takes until what went before others may do so again. */
  private static final double CREDIT_SECONDS = 30;

  private final boolean fairToPeers;
  private final Bucket bucket = new Bucket();

  /** One for each rank, or, where peers come before ranks, one for all. */
  private final Map<Rank, Flow> flows = new EnumMap<>(Rank.class);

  private double credit;
  private double creditMost;
  private long creditAt;

  /**
   * @param fairToPeers whether the ranks are an order within the peer only
   */
  Account(boolean fairToPeers) {
    this.fairToPeers = fairToPeers;
  }

  Bucket bucket() {
    return bucket;
  }

  /** Sets the peer's own rate, 0 for none, and how much of the first rank goes before others. */
  void rate(long bytesPerSecond, long creditBytes, long now) {
    bucket.rate(bytesPerSecond, now);
    creditMost = creditBytes;
    credit = creditBytes;
    creditAt = now;
  }

  Flow flow(Rank rank) {
    return flows.computeIfAbsent(fairToPeers ? Rank.FIRST : rank, each -> new Flow());
  }

  /** What so many bytes of the rank count among others. */
  double counted(Rank rank, int bytes, long now) {
    return fairToPeers && !takeCredit(rank, bytes, now) ? bytes : (double) bytes / rank.weight();
  }

  private boolean takeCredit(Rank rank, int bytes, long now) {
    credit = Math.min(creditMost, credit + (now - creditAt) / 1e9 * creditMost / CREDIT_SECONDS);
    creditAt = now;
    boolean has = rank == Rank.FIRST && credit >= bytes;
    credit -= has ? bytes : 0;
    return has;
  }

  boolean isPast(double virtualTime) {
    return flows.values().stream().allMatch(flow -> flow.isPast(virtualTime));
  }
}
