package runnel.indexd.wire;

import java.time.Duration;
import java.time.Instant;
import runnel.indexd.api.Lease;

/**
 * Answer to {@code POST announce}.
 *
 * @param leaseMillis how long the caller shows online
 * @param headVersion of the caller's head that the index has, 0 for none
 * @param contested whether the caller's name is contested
 * @param now ISO 8601, by the index's clock
 * @param instead the index that its host uses, if that is not this one
 */
public record LeaseMessage(
    long leaseMillis, long headVersion, boolean contested, String now, ElsewhereMessage instead) {
  public static LeaseMessage of(Lease lease) {
    return new LeaseMessage(
        lease.duration().toMillis(),
        lease.headVersion(),
        lease.contested(),
        lease.now().toString(),
        ElsewhereMessage.of(lease.instead()));
  }

  /** Returns the lease; throws {@link WireException}. */
  public Lease lease() {
    return Parsing.of(
        "lease",
        () ->
            new Lease(
                Duration.ofMillis(leaseMillis),
                headVersion,
                contested,
                Instant.parse(now),
                instead.elsewhere()));
  }
}
