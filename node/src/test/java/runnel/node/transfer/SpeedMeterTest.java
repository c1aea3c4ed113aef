package runnel.node.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class SpeedMeterTest {
  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  private final SpeedMeter meter = new SpeedMeter();

  @Test
  void whoIsAskedForNothingIsNotQuiet() {
    assertThat(meter.nanosQuiet(SECOND)).isZero();
    meter.begun(SECOND);
    meter.arrived(1, 2 * SECOND);
    meter.ended(2 * SECOND);
    assertThat(meter.nanosQuiet(100 * SECOND)).isZero();
  }

  @Test
  void oneRequestThatBringsSomethingSpeaksForAll() {
    meter.begun(0);
    meter.begun(0);
    assertThat(meter.nanosQuiet(3 * SECOND)).isEqualTo(3 * SECOND);
    meter.arrived(1, 3 * SECOND);
    assertThat(meter.nanosQuiet(4 * SECOND)).isEqualTo(SECOND);
  }

  @Test
  void whoSaidNothingSinceItWasAskedWasNotHeard() {
    Duration lately = Duration.ofSeconds(4);
    meter.begun(0);
    assertThat(meter.heardWithin(lately, 0)).isFalse();
    meter.heard(SECOND);
    assertThat(meter.heardWithin(lately, 4 * SECOND)).isTrue();
    assertThat(meter.heardWithin(lately, 5 * SECOND)).isFalse();
  }

  @Test
  void whoIsAskedAgainAndAgainAndBringsNothingIsQuietAllTheWhile() {
    for (long at = 0; at < 6 * SECOND; at += 2 * SECOND) {
      meter.begun(at);
      meter.ended(at + 2 * SECOND);
    }
    assertThat(meter.nanosQuiet(6 * SECOND)).isEqualTo(6 * SECOND);
    meter.heard(6 * SECOND);
    assertThat(meter.nanosQuiet(7 * SECOND)).isZero();
  }

  @Test
  void whoWasGivenUpSoonIsNotQuietForThat() {
    meter.begun(0);
    meter.ended(SECOND);
    assertThat(meter.nanosQuiet(5 * SECOND)).isZero();
    meter.begun(6 * SECOND);
    assertThat(meter.nanosQuiet(7 * SECOND)).isEqualTo(SECOND);
  }

  @Test
  void thePauseBetweenTwoAnsweredRequestsIsNoSilence() {
    meter.begun(0);
    meter.arrived(1, 0);
    meter.ended(0);
    meter.begun(100 * SECOND);
    assertThat(meter.nanosQuiet(101 * SECOND)).isEqualTo(SECOND);
  }
}
