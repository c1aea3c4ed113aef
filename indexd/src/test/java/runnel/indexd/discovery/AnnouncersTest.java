package runnel.indexd.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import runnel.indexd.discovery.Beacon.Kind;

class AnnouncersTest {
  private final Announcers announcers = new Announcers(100);

  @Test
  void aPeerCountsOnceAndNoMoreWhenItLeaves() {
    announcers.heard(Beacons.of(Kind.ASK, 1), 0);
    announcers.heard(Beacons.of(Kind.HERE, 1), 1);
    announcers.heard(Beacons.of(Kind.HERE, 2), 2);
    assertThat(announcers.size()).isEqualTo(2);

    announcers.heard(Beacons.of(Kind.BYE, 1), 3);
    assertThat(announcers.size()).isEqualTo(1);
  }

  @Test
  void inventedPeersPushOutTheOldestAndGrowNothing() {
    for (int i = 0; i < 10_000; i++) {
      announcers.heard(Beacons.of(Kind.HERE, i), i);
    }

    assertThat(announcers.size()).isEqualTo(100);
  }

  @Test
  void whoIsSilentForLongIsForgotten() {
    announcers.heard(Beacons.of(Kind.HERE, 1), 0);
    announcers.heard(Beacons.of(Kind.HERE, 2), TimeUnit.SECONDS.toNanos(30));
    announcers.forget(TimeUnit.SECONDS.toNanos(41));

    assertThat(announcers.size()).isEqualTo(1);
  }

  @Test
  void thePlaceInTheOrderIsAmongThoseHeard() {
    for (int i : new int[] {1, 2, 3}) {
      announcers.heard(Beacons.candidate(Kind.HERE, i), 0);
    }

    assertThat(announcers.isAmongFirst(3, Optional.of(Beacons.candidacy(4)))).isFalse();
    assertThat(announcers.isAmongFirst(4, Optional.of(Beacons.candidacy(4)))).isTrue();
    assertThat(announcers.isAmongFirst(4, Optional.empty())).isFalse();
  }
}
