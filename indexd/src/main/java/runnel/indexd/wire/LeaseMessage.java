package runnel.indexd.wire;

import java.time.Duration;
import runnel.indexd.api.Lease;

/**
 * Answer to {@code POST announce}.
 *
 * @param leaseMillis how long the caller shows online
 * @param headVersion of the caller's head that the index has, 0 for none
 */
public record LeaseMessage(long leaseMillis, long headVersion) {
  public static LeaseMessage of(Lease lease) {
    return new LeaseMessage(lease.duration().toMillis(), lease.headVersion());
  }

  /** Returns the lease. */
  public Lease lease() {
    return new Lease(Duration.ofMillis(leaseMillis), headVersion);
  }
}
