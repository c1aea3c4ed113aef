package runnel.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import runnel.node.Leisure.Look;

class LeisureTest {
  private static final long MIB = 1 << 20;
  private static final long TICK = TimeUnit.SECONDS.toNanos(10);

  private final Leisure leisure = new Leisure(32 * MIB);
  private long nanos = Long.MAX_VALUE - TICK;
  private Duration cpu = Duration.ofSeconds(5);

  @Test
  void whoWorksHasNoLeisureHoweverMuchTheHeapTakes() {
    assertThat(after(Duration.ofSeconds(1), 500)).isFalse();
    assertThat(after(Duration.ofSeconds(1), 500)).isFalse();
  }

  @Test
  void atRestWhatTheHeapGrewByIsGivenBackOnce() {
    assertThat(after(Duration.ZERO, 100)).as("nothing to compare with yet").isFalse();
    assertThat(after(Duration.ofMillis(100), 100)).isTrue();
    leisure.tidied(60 * MIB);
    assertThat(after(Duration.ofMillis(100), 60)).isFalse();
    assertThat(after(Duration.ofMillis(100), 70)).as("a little").isFalse();
    assertThat(after(Duration.ofMillis(100), 80)).isTrue();
  }

  @Test
  void whatIsForgottenCountsOverTime() {
    assertThat(after(Duration.ZERO, 32)).isFalse();
    assertThat(forgetting(10)).isFalse();
    assertThat(forgetting(10)).isTrue();
    leisure.tidied(32 * MIB);
    assertThat(forgetting(10)).isFalse();
  }

  @Test
  void whoWorksForgetsNothing() {
    assertThat(after(Duration.ZERO, 32)).isFalse();
    nanos += TICK;
    cpu = cpu.plusSeconds(1);
    assertThat(
            leisure.isTimeToTidy(
                new Look(nanos, cpu, 32 * MIB),
                () -> {
                  throw new AssertionError("asked to forget");
                }))
        .isFalse();
  }

  private boolean forgetting(long mebibytes) {
    nanos += TICK;
    return leisure.isTimeToTidy(new Look(nanos, cpu, 32 * MIB), () -> mebibytes * MIB);
  }

  private boolean after(Duration worked, long mebibytes) {
    nanos += TICK;
    cpu = cpu.plus(worked);
    return leisure.isTimeToTidy(new Look(nanos, cpu, mebibytes * MIB), () -> 0);
  }
}
