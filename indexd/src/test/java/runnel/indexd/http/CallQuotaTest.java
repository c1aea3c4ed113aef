package runnel.indexd.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import runnel.indexd.http.CallLimits.Share;
import runnel.indexd.identity.Identity;
import runnel.indexd.identity.PeerId;
import runnel.indexd.quota.Rate;

class CallQuotaTest {
  private static final Rate MUCH = new Rate(1_000_000, Duration.ofSeconds(1));
  private static final Rate THREE_A_SECOND = new Rate(3, Duration.ofSeconds(1));

  private final AtomicLong nanos = new AtomicLong();
  private final PeerId ann = Identity.create().id();
  private final PeerId bob = Identity.create().id();

  @Test
  void aPeerHasSoManyRequestsAtATimeAndOthersHaveTheirs() {
    CallQuota quota = quota(new Share(2, MUCH, MUCH), new Share(3, MUCH, MUCH));
    assertThat(quota.begin(by(ann))).isEmpty();
    assertThat(quota.begin(by(ann))).isEmpty();
    assertThat(quota.begin(by(ann))).isPresent();
    assertThat(quota.begin(by(bob))).isEmpty();
    quota.end(by(ann));
    assertThat(quota.begin(by(ann))).isEmpty();
  }

  /** Keys are free: whoever makes many is still at one address. */
  @Test
  void manyKeysOfOneAddressHaveNoMoreThanTheAddress() {
    CallQuota quota = quota(new Share(2, MUCH, MUCH), new Share(3, MUCH, MUCH));
    for (int i = 0; i < 3; i++) {
      assertThat(quota.begin(by(Identity.create().id()))).isEmpty();
    }
    CallQuota.Excess excess = quota.begin(by(ann)).orElseThrow();
    assertThat(excess.whose()).isEqualTo("address");
    // What was refused holds no place of the peer.
    assertThat(quota.begin(new CallQuota.Asked(ann, "elsewhere", 1, 0))).isEmpty();
    assertThat(quota.begin(new CallQuota.Asked(ann, "elsewhere", 1, 0))).isEmpty();
  }

  @Test
  void requestsAndBytesComeBackWithTime() {
    CallQuota quota = quota(new Share(99, THREE_A_SECOND, MUCH), new Share(99, MUCH, MUCH));
    assertThat(quota.begin(new CallQuota.Asked(ann, "here", 3, 0))).isEmpty();
    assertThat(quota.begin(by(ann)).orElseThrow().what()).isEqualTo("requests");
    nanos.set(Duration.ofMillis(400).toNanos());
    assertThat(quota.begin(by(ann))).isEmpty();
    CallQuota bytes = quota(new Share(99, MUCH, THREE_A_SECOND), new Share(99, MUCH, MUCH));
    assertThat(bytes.begin(new CallQuota.Asked(ann, "here", 1, 3))).isEmpty();
    assertThat(bytes.begin(by(ann))).isEmpty();
    assertThat(bytes.begin(new CallQuota.Asked(ann, "here", 1, 1)).orElseThrow().what())
        .isEqualTo("bytes");
  }

  private CallQuota quota(Share peer, Share address) {
    return new CallQuota(new CallLimits(peer, address), nanos::get);
  }

  private static CallQuota.Asked by(PeerId peer) {
    return new CallQuota.Asked(peer, "here", 1, 0);
  }
}
