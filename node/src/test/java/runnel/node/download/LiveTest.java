package runnel.node.download;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LiveTest {
  private static final long SECOND = 1_000_000_000L;

  private final AtomicLong now = new AtomicLong();
  private final Live live = new Live(now::get);

  @Test
  void nothingIsToldBeforeAnythingCame() {
    now.addAndGet(SECOND);
    assertThat(live.secondsLeft(Sums.of(10, 1_000))).isEmpty();
  }

  @Test
  void filesOfOneSizeTakeAsLongAsThoseBefore() {
    fetchEachSecond(4, 1_000, 100);
    Sums sums = Sums.of(100_000, 100_000 * 100).done(4_000, 4_000 * 100);
    assertThat(live.secondsLeft(sums)).hasValue(96);
    assertThat(live.bytesPerSecond()).isEqualTo(100_000);
  }

  @Test
  void aLargeFileTakesAsLongAsItsBytes() {
    for (int i = 0; i < 4; i++) {
      now.addAndGet(SECOND);
      live.fetched(100_000_000);
    }
    Sums sums = Sums.of(1, 1_000_000_000).partial(400_000_000);
    assertThat(live.secondsLeft(sums).orElseThrow()).isBetween(6L, 7L);
  }

  @Test
  void tinyFilesBehindALargeOneAreNotForgotten() {
    for (int i = 0; i < 4; i++) {
      now.addAndGet(SECOND);
      live.fetched(100_000_000);
    }
    Sums sums = Sums.of(100_001, 400_000_000 + 100_000 * 100).done(1, 400_000_000);
    // By bytes alone it would be a tenth of a second.
    assertThat(live.secondsLeft(sums).orElseThrow()).isBetween(20L, 60L);
  }

  @Test
  void aLargeFileBehindTinyOnesIsNotTakenForManyOfThem() {
    fetchEachSecond(4, 1_000, 100);
    Sums sums = Sums.of(4_001, 4_000 * 100 + 1_000_000_000).done(4_000, 4_000 * 100);
    // By bytes alone it would be three hours.
    assertThat(live.secondsLeft(sums).orElseThrow()).isBetween(10L, 60L);
  }

  @Test
  void whatIsAllThereTakesNoTime() {
    fetchEachSecond(2, 10, 100);
    assertThat(live.secondsLeft(Sums.of(20, 2_000).done(20, 2_000))).isEmpty();
  }

  @Test
  void claimsBeyondAllMeasureTakeLongerThanAnybodyWaits() {
    fetchEachSecond(4, 1_000, 100);
    long century = 100L * 366 * 24 * 3600;
    for (long files : new long[] {1L << 48, 1L << 49, Long.MAX_VALUE}) {
      assertThat(live.secondsLeft(Sums.of(files, Long.MAX_VALUE)).orElseThrow())
          .as("%d files", files)
          .isGreaterThan(century);
    }
  }

  private void fetchEachSecond(int seconds, int files, int bytes) {
    for (int i = 0; i < seconds; i++) {
      now.addAndGet(SECOND);
      live.fetched((long) files * bytes);
      live.whole(files, (long) files * bytes);
    }
  }
}
