package runnel.node.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import runnel.node.cache.ByteRange;

class JumpsTest {
  private static final long MIB = 1 << 20;
  private static final long MS = Duration.ofMillis(1).toNanos();
  private static final double GIGABIT = 110e6;
  private static final double UNKNOWN = 0;

  private final Jumps jumps = new Jumps(100 * MIB + 5);
  private long now = 12345;

  @Test
  void aLookHereAndThereFetchesNoMore() {
    for (long offset : new long[] {0, 3, 200_000, 5}) {
      assertThat(jump(offset, GIGABIT)).isEqualTo(read(offset));
    }
  }

  @Test
  void whoJumpsMuchGetsWhatIsAroundAsFarAsTheSourceBringsItSoon() {
    jumpMuch(jumps);
    assertThat(jump(50 * MIB + 7, UNKNOWN)).isEqualTo(range(50 * MIB, MIB));
    assertThat(jump(50 * MIB + 7, 11 * MIB)).isEqualTo(range(50 * MIB, MIB));
    assertThat(jump(50 * MIB + 7, GIGABIT)).isEqualTo(range(48 * MIB, 4 * MIB));
    assertThat(jump(50 * MIB + 7, 9 * MIB)).isEqualTo(read(50 * MIB + 7));
  }

  @Test
  void aReadOverTheEndOfARegionGetsBoth() {
    jumpMuch(jumps);
    assertThat(jump(51 * MIB - 3, UNKNOWN)).isEqualTo(range(50 * MIB, 2 * MIB));
  }

  @Test
  void theLastRegionEndsWithTheContent() {
    jumpMuch(jumps);
    assertThat(jump(100 * MIB + 1, GIGABIT)).isEqualTo(range(100 * MIB, 5));
  }

  @Test
  void whatIsOfNoUseHoldsTheReaderUpForTwoSecondsAndAnEighth() {
    Jumps huge = new Jumps(Long.MAX_VALUE);
    jumpMuch(huge);
    Duration spent = Duration.ZERO;
    Duration waited = Duration.ZERO;
    for (int i = 0; i < 10_000; i++) {
      boolean more = missed(huge, 5 * MIB * i);
      spent = spent.plusMillis(more ? 10 : 0);
      waited = waited.plusMillis(more ? 11 : 1);
    }
    assertThat(spent)
        .isBetween(Duration.ofSeconds(2), Duration.ofMillis(2_010).plus(waited.dividedBy(8)));
    assertThat(waited).isGreaterThan(Duration.ofSeconds(10));
  }

  @Test
  void whatSparesWaitsGoesOn() {
    Jumps useful = new Jumps(Long.MAX_VALUE);
    jumpMuch(useful);
    for (int i = 0; i < 1_000; i++) {
      assertThat(missed(useful, 5 * MIB * i)).isTrue();
      for (int hit = 0; hit < 10; hit++) {
        useful.spared(now);
      }
    }
  }

  @Test
  void whatWasSavedUpIsSoonSpentElsewhere() {
    Jumps hot = new Jumps(Long.MAX_VALUE);
    jumpMuch(hot);
    for (int hit = 0; hit < 1_000_000; hit++) {
      hot.spared(now);
    }
    int more = 0;
    for (int i = 0; i < 10_000; i++) {
      more += missed(hot, 5 * MIB * i) ? 1 : 0;
    }
    assertThat(Duration.ofMillis(more * 10L))
        .isBetween(Duration.ofSeconds(12), Duration.ofSeconds(16));
  }

  @Test
  void severalThatWaitAtOnceWaitNoLongerThanTheClock() {
    Jumps busy = new Jumps(Long.MAX_VALUE);
    jumpMuch(busy);
    long since = now;
    for (int reader = 0; reader < 1_000; reader++) {
      busy.begun(read(5 * MIB * reader), GIGABIT, now);
    }
    busy.spending(now);
    now += Duration.ofMillis(2_300).toNanos();
    assertThat(busy.begun(read(7), GIGABIT, now)).isEqualTo(read(7));
    busy.answered(since, now);
  }

  @Test
  void moreRegionsAtOnceThanRequestsWouldOnlyWait() {
    jumpMuch(jumps);
    for (int region = 0; region < TransferLimits.REQUESTS_PER_PEER; region++) {
      assertThat(jump(50 * MIB, GIGABIT)).isNotEqualTo(read(50 * MIB));
      jumps.spending(now);
    }
    assertThat(jump(50 * MIB, GIGABIT)).isEqualTo(read(50 * MIB));
    jumps.spent(now);
    assertThat(jump(50 * MIB, GIGABIT)).isNotEqualTo(read(50 * MIB));
  }

  /** A wait of 1 ms, and 10 more for what is around, which the reader waits for; says if it was. */
  private boolean missed(Jumps in, long offset) {
    long since = now;
    boolean more = !in.begun(read(offset), GIGABIT, now).equals(read(offset));
    now += MS;
    if (more) {
      in.spending(now);
      now += 10 * MS;
      in.spent(now);
    }
    in.answered(since, now);
    return more;
  }

  private void jumpMuch(Jumps in) {
    for (int i = 0; i < 20; i++) {
      long since = now;
      var _ = in.begun(read(5 * MIB * i), 1, now);
      now += MS;
      in.answered(since, now);
    }
  }

  private ByteRange jump(long offset, double speed) {
    ByteRange fetched = jumps.begun(read(offset), speed, now);
    jumps.answered(now, now + MS);
    now += MS;
    return fetched;
  }

  private static ByteRange read(long offset) {
    return range(offset, 10);
  }

  private static ByteRange range(long offset, long length) {
    return new ByteRange(offset, length);
  }
}
