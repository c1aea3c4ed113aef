package runnel.indexd.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class SleepWatchTest {
  private final SleepWatch watch = new SleepWatch(0, 1_000_000);

  @Test
  void regularLooksAreNoSleep() {
    for (int second = 2; second < 100; second += 2) {
      assertThat(look(second, second)).isFalse();
    }
  }

  @Test
  void aMachineThatSleptIsNoticedOnce() {
    assertThat(look(2, 3_602)).isTrue();
    assertThat(look(4, 3_604)).isFalse();
  }

  @Test
  void aProcessThatWasStoppedIsNoticed() {
    assertThat(look(60, 60)).isTrue();
  }

  @Test
  void aClockThatIsSetBackOrByLittleIsNoSleep() {
    assertThat(look(2, -100_000)).isFalse();
    assertThat(look(4, -99_995)).isFalse();
  }

  private boolean look(long seconds, long wallSeconds) {
    return watch.slept(TimeUnit.SECONDS.toNanos(seconds), 1_000_000 + 1_000 * wallSeconds);
  }
}
