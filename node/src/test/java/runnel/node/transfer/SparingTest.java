package runnel.node.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SparingTest {
  private static final long REST = TransferLimits.SPARING_REST.toNanos();
  private static final long OVER = TransferLimits.SPARING_OVER.toNanos();

  private final Sparing sparing = new Sparing();

  @Test
  void theOwnerIsSparedAsLongAsSomethingIsUnderWayNowAndThen() {
    for (long now = 0; now < 10 * REST; now += REST / 2) {
      sparing.rests(true, now);
      sparing.rests(false, now + 1);
      assertThat(sparing.isOver(now + 1)).isFalse();
    }
  }

  @Test
  void whenNothingCameForLongTheOwnerIsAskedForEverythingForAWhile() {
    sparing.rests(true, 7);
    sparing.rests(true, 6 + REST);
    assertThat(sparing.isOver(6 + REST)).isFalse();
    sparing.rests(true, 7 + REST);
    assertThat(sparing.isOver(7 + REST)).isTrue();
    sparing.rests(false, 8 + REST);
    assertThat(sparing.isOver(6 + REST + OVER)).isTrue();
    assertThat(sparing.isOver(7 + REST + OVER)).isFalse();
  }
}
