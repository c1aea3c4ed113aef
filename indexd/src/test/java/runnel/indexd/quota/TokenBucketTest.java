package runnel.indexd.quota;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class TokenBucketTest {
  private static final long SECOND = 1_000_000_000L;

  @Test
  void afterARestSoManyAreThereAtOnceAndThenSoManyPerSecond() {
    TokenBucket bucket = new TokenBucket(Rate.perSecond(2, 6), 0);
    assertThat(bucket.take(6, 0)).isTrue();
    assertThat(bucket.take(1, SECOND / 4)).isFalse();
    assertThat(bucket.take(2, SECOND)).isTrue();
    assertThat(bucket.take(7, 100 * SECOND)).isFalse();
    assertThat(bucket.take(6, 100 * SECOND)).isTrue();
  }

  @Test
  void whoReservesWaitsForHisTurn() {
    TokenBucket bucket = new TokenBucket(Rate.perSecond(2, 1), 0);
    assertThat(bucket.reserve(0)).isZero();
    assertThat(bucket.reserve(0)).isEqualTo(Duration.ofMillis(500));
    assertThat(bucket.reserve(0)).isEqualTo(Duration.ofSeconds(1));
    assertThat(bucket.reserve(2 * SECOND)).isZero();
  }

  /** In any stretch of time, no more than the burst and what the time brings. */
  @Property(tries = 300)
  void neverMoreThanAtOnceAndTheRate(
      @ForAll @Size(max = 60) List<@IntRange(max = 2_000) Integer> millisBetween) {
    TokenBucket bucket = new TokenBucket(Rate.perSecond(3, 5), 0);
    long now = 0;
    int taken = 0;
    for (int millis : millisBetween) {
      now += millis * (SECOND / 1_000);
      taken += bucket.take(1, now) ? 1 : 0;
      assertThat((double) taken).isLessThanOrEqualTo(5 + 3.0 * now / SECOND + 1e-6);
    }
  }
}
