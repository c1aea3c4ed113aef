package runnel.node.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SeekingTest {
  @Test
  void itAsksAgainEverMoreRarely() {
    Duration last = Duration.ZERO;
    Duration pause = Duration.ZERO;
    for (Duration due : Seeking.AGAIN) {
      assertThat(due.minus(last)).isGreaterThanOrEqualTo(pause);
      pause = due.minus(last);
      last = due;
    }
  }

  @Test
  void itEndsAtOnceWithoutAQuestion() {
    AtomicInteger asked = new AtomicInteger();
    Seeking seeking = new Seeking(() -> true, asked::incrementAndGet);
    seeking.start();
    long began = System.nanoTime();
    seeking.close();
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(5));
    assertThat(asked).hasValue(0);
  }
}
