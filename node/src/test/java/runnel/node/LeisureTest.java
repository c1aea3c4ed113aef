package runnel.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import runnel.node.Leisure.Look;
import runnel.node.Leisure.Verdict;

class LeisureTest {
  private static final long MIB = 1 << 20;
  private static final long TICK = TimeUnit.SECONDS.toNanos(10);

  private final Leisure leisure = new Leisure(32 * MIB);
  private long nanos = Long.MAX_VALUE - TICK;
  private Duration cpu = Duration.ofSeconds(5);

  @Test
  void whoWorksHasNoLeisureHoweverMuchTheHeapTakes() {
    assertThat(after(Duration.ofSeconds(1), 500)).isEqualTo(Verdict.WORK);
    assertThat(after(Duration.ofSeconds(1), 500)).isEqualTo(Verdict.WORK);
  }

  @Test
  void atRestWhatTheHeapGrewByIsGivenBackOnce() {
    assertThat(after(Duration.ZERO, 100)).as("nothing to compare with yet").isEqualTo(Verdict.WORK);
    assertThat(after(Duration.ofMillis(100), 100)).isEqualTo(Verdict.TIDY);
    leisure.tidied(60 * MIB);
    assertThat(after(Duration.ofMillis(100), 60)).isNotEqualTo(Verdict.TIDY);
    assertThat(after(Duration.ofMillis(100), 70)).as("a little").isEqualTo(Verdict.REST);
    assertThat(after(Duration.ofMillis(100), 80)).isEqualTo(Verdict.TIDY);
  }

  @Test
  void whatIsForgottenCountsOverTime() {
    assertThat(after(Duration.ZERO, 32)).isNotEqualTo(Verdict.TIDY);
    assertThat(forgetting(10)).isNotEqualTo(Verdict.TIDY);
    assertThat(forgetting(10)).isEqualTo(Verdict.TIDY);
    leisure.tidied(32 * MIB);
    assertThat(forgetting(10)).isNotEqualTo(Verdict.TIDY);
  }

  @Test
  void whoWorksForgetsNothing() {
    assertThat(after(Duration.ZERO, 32)).isEqualTo(Verdict.WORK);
    nanos += TICK;
    cpu = cpu.plusSeconds(1);
    assertThat(
            leisure.judge(
                new Look(nanos, cpu, 32 * MIB),
                () -> {
                  throw new AssertionError("asked to forget");
                }))
        .isEqualTo(Verdict.WORK);
  }

  private Verdict forgetting(long mebibytes) {
    nanos += TICK;
    return leisure.judge(new Look(nanos, cpu, 32 * MIB), () -> mebibytes * MIB);
  }

  private Verdict after(Duration worked, long mebibytes) {
    nanos += TICK;
    cpu = cpu.plus(worked);
    return leisure.judge(new Look(nanos, cpu, mebibytes * MIB), () -> 0);
  }
}
