package runnel.node.index;

import static org.assertj.core.api.Assertions.assertThat;
import static runnel.node.index.Ids.address;
import static runnel.node.index.Ids.heard;
import static runnel.node.index.Ids.peer;

import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import runnel.indexd.api.Address;

class HintsTest {
  private long now;
  private final Hints hints = new Hints(() -> now, peer(7)::equals, new Random(1));

  @Test
  void whoWasMetBeforeIsTriedBeforeStrangersThatPromiseMore() {
    hints.offer(heard(1, 1));
    hints.offer(heard(7, 9));
    assertThat(hints.ordered()).extracting(Hint::address).containsExactly(address(7), address(1));
  }

  @Test
  void whatWasHeardIsForgottenAfterAWhileAndWhatIsGivenIsNot() {
    hints.offer(heard(1, 1));
    hints.offer(Hint.given(address(2)));
    now += Hints.HEARSAY_FOR.toNanos() + 1;
    assertThat(hints.ordered()).extracting(Hint::address).containsExactly(address(2));
  }

  @Test
  void aFloodTakesNobodyElsesPlace() {
    hints.offer(Hint.given(address(0)));
    for (int i = 1; i < 5_000; i++) {
      hints.offer(heard(i, 1));
    }
    hints.offer(new Hint(address(9_000), Optional.empty(), Optional.empty(), Origin.TOLD));
    assertThat(hints.ordered()).hasSize(Hints.HEARD_MAX + 2);
    assertThat(hints.ordered()).extracting(Hint::address).contains(address(0), address(9_000));
  }

  @Test
  void oneHostHasAFewPlacesOnly() {
    for (int port = 1; port < 100; port++) {
      hints.offer(heard(new Address("10.0.0.1", port), port));
    }
    assertThat(hints.ordered()).hasSize(Hints.HEARD_PER_HOST);
  }

  @Test
  void whoTookManyPlacesLeavesOneToAHostThatHasNone() {
    for (int i = 0; i < 100 * Hints.HEARD_PER_HOST; i++) {
      hints.offer(heard(new Address("10.0.9." + i % 100, 1 + i), 100 + i));
    }
    assertThat(hints.offer(heard(1, 9))).isTrue();
    for (int i = 0; i < 10_000; i++) {
      hints.offer(heard(new Address("10.0.9." + i % 100, 1 + i % 60_000), 100 + i));
    }
    assertThat(hints.ordered()).hasSize(Hints.HEARD_MAX);
    assertThat(hints.ordered()).extracting(Hint::address).contains(address(1));
  }

  @Test
  void whereEveryHostHasOnePlaceOneThatFailedIsGivenToTheNext() {
    for (int i = 1; i <= Hints.HEARD_MAX; i++) {
      hints.offer(heard(i, 1));
    }
    assertThat(hints.offer(heard(1_000, 9))).isFalse();
    hints.failed(address(5));
    assertThat(hints.offer(heard(1_000, 9))).isTrue();
    assertThat(hints.ordered())
        .extracting(Hint::address)
        .contains(address(1_000))
        .doesNotContain(address(5));
  }

  @Test
  void goodbyeIsForWhatWasHeardOfThatPeerOnly() {
    hints.offer(heard(1, 1));
    hints.offer(heard(2, 1));
    hints.offer(new Hint(address(3), Optional.of(peer(1)), Optional.empty(), Origin.TOLD));
    hints.bye(peer(1));
    assertThat(hints.ordered())
        .extracting(Hint::address)
        .containsExactlyInAnyOrder(address(2), address(3));
  }

  @Test
  void aBeaconDoesNotMakeAGivenAddressHearsay() {
    hints.offer(Hint.given(address(1)));
    assertThat(hints.offer(heard(1, 1))).isFalse();
    assertThat(hints.ordered()).containsExactly(Hint.given(address(1)));
  }
}
