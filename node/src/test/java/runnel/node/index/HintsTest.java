package runnel.node.index;

import static org.assertj.core.api.Assertions.assertThat;
import static runnel.node.index.Ids.address;
import static runnel.node.index.Ids.candidacy;
import static runnel.node.index.Ids.heard;
import static runnel.node.index.Ids.peer;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import runnel.indexd.api.Address;

class HintsTest {
  private long now;
  private final Hints hints = new Hints(() -> now, peer(7)::equals);

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
      Address where = new Address("10.0.0.1", port);
      hints.offer(
          new Hint(where, Optional.of(peer(port)), Optional.of(candidacy(port, 1)), Origin.HEARD));
    }
    assertThat(hints.ordered()).hasSize(Hints.HEARD_PER_HOST);
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
