package runnel.node.index;

import static org.assertj.core.api.Assertions.assertThat;
import static runnel.node.index.Ids.address;
import static runnel.node.index.Ids.candidacy;
import static runnel.node.index.Ids.heard;
import static runnel.node.index.Ids.peer;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import runnel.indexd.api.Address;
import runnel.indexd.api.Candidacy;
import runnel.indexd.api.Elsewhere;

class SelectionTest {
  private static final int SELF = 0;

  private long now;
  private final Selection selection =
      new Selection(peer(SELF), () -> now, id -> false, new Random(1));

  @Test
  void anOlderCandidateIsMetAndUsed() {
    selection.stand(1_000);
    selection.take(heard(1, 500));
    assertThat(selection.dials()).extracting(Hint::address).containsExactly(address(1));
    assertThat(selection.met(heard(1, 500), met(1, 500))).isTrue();
    assertThat(selection.choice().host()).isEqualTo(peer(1));
  }

  @Test
  void aYoungerCandidateIsNotEvenDialled() {
    selection.stand(1_000);
    selection.take(heard(1, 1_500));
    assertThat(selection.dials()).isEmpty();
  }

  @Test
  void whoComesLaterRanksBehindWhateverItsClockSays() {
    selection.take(heard(1, 5_000));
    assertThat(selection.stand(3)).isGreaterThan(candidacy(1, 5_000));
  }

  @Test
  void oneThatSaysTheHighestTimeIsNoReasonToFail() {
    selection.take(heard(1, Candidacy.SINCE_MAX));
    assertThat(selection.stand(3).since()).isEqualTo(Candidacy.SINCE_MAX);
  }

  @Test
  void whatABeaconPromisedDoesNotCountOnceTheIndexSaysOtherwise() {
    selection.stand(1_000);
    selection.take(heard(1, 5));
    selection.dials();
    assertThat(selection.met(heard(1, 5), met(1, 2_000))).isFalse();
    now += Duration.ofHours(1).toNanos();
    assertThat(selection.dials()).isEmpty();
  }

  @Test
  void theGivenOneIsUsedThoughOthersRankBeforeIt() {
    selection.stand(1_000);
    selection.take(heard(1, 5));
    selection.take(Hint.given(address(2)));
    assertThat(selection.dials()).hasSize(2);
    assertThat(selection.met(heard(1, 5), met(1, 5))).isTrue();
    assertThat(selection.met(Hint.given(address(2)), given(2))).isTrue();
    assertThat(selection.choice().why()).isEqualTo("given by --index");
  }

  /** As when the host of the given index was restarted and met us meanwhile. */
  @Test
  void twoThatUseEachOthersIndexAgreeOnTheOneThatRanksFirst() {
    Elsewhere ours = new Elsewhere(address(SELF), peer(SELF));
    selection.stand(1_000);
    selection.take(Hint.given(address(2)));
    selection.dials();
    assertThat(selection.met(Hint.given(address(2)), met(2, 2_000))).isFalse();
    assertThat(selection.met(Hint.given(address(2)), given(2))).isTrue();
    assertThat(selection.confirmed(selection.present().orElseThrow(), facts(2, 2_000, ours)))
        .isTrue();
    assertThat(selection.present()).isEmpty();
  }

  @Test
  void whoRanksBehindStaysWithTheIndexWhoseHostUsesOurs() {
    Elsewhere ours = new Elsewhere(address(SELF), peer(SELF));
    selection.stand(1_000);
    selection.take(heard(1, 5));
    selection.dials();
    assertThat(selection.met(heard(1, 5), met(1, 5))).isTrue();
    assertThat(selection.confirmed(selection.present().orElseThrow(), facts(1, 5, ours))).isFalse();
    assertThat(selection.choice().host()).isEqualTo(peer(1));
  }

  @Test
  void theGivenOneIsLeftForTheOneThatItUsesItself() {
    selection.stand(1_000);
    selection.take(Hint.given(address(2)));
    selection.dials();
    selection.met(Hint.given(address(2)), given(2));
    selection.instead(new Elsewhere(address(1), peer(1)));
    List<Hint> next = selection.dials();
    assertThat(next).extracting(Hint::address).containsExactly(address(1));
    assertThat(selection.met(next.getFirst(), met(1, 5))).isTrue();
  }

  @Test
  void whenThePresentOneIsLostTheOwnOneIsUsedUntilAnotherIsMet() {
    selection.stand(1_000);
    selection.take(heard(1, 5));
    selection.take(heard(2, 6));
    selection.dials();
    Met first = met(1, 5);
    selection.met(heard(1, 5), first);
    selection.failed(heard(2, 6), "for a test");
    assertThat(selection.lost(first, "gone")).isTrue();
    assertThat(selection.choice().own()).isTrue();
    now += DialBudget.WAIT_MAX.toNanos();
    assertThat(selection.dials()).hasSize(2);
    assertThat(selection.met(heard(2, 6), met(2, 6))).isTrue();
  }

  @Test
  void aFailureOfOneThatIsNoLongerUsedChangesNothing() {
    selection.stand(1_000);
    Met first = met(1, 50);
    selection.met(heard(1, 50), first);
    selection.met(heard(2, 6), met(2, 6));
    assertThat(selection.lost(first, "gone")).isFalse();
    assertThat(selection.choice().host()).isEqualTo(peer(2));
  }

  @Test
  void oneThatIsNoCandidateYetIsNotUsed() {
    selection.stand(1_000);
    Met.Facts listening = new Met.Facts(peer(1), Optional.empty(), Optional.empty());
    Met met = new Met(new NoIndex(), address(1), Origin.TOLD, listening);
    assertThat(selection.met(heard(1, 5), met)).isFalse();
  }

  @Test
  void whyTheGivenOneIsNotUsedIsSaid() {
    selection.stand(1_000);
    selection.take(Hint.given(address(2)));
    selection.dials();
    selection.failed(Hint.given(address(2)), "nobody answers");
    assertThat(selection.choice().why()).contains("the one given fails", "nobody answers");
  }

  @Test
  void aFloodOfCandidatesIsDialledAFewTimesAMinuteOnly() {
    int dialled = 0;
    for (int second = 0; second < 60; second++) {
      for (int i = 0; i < 1_000; i++) {
        selection.take(heard(1 + second * 1_000 + i, 5));
      }
      for (Hint hint : selection.dials()) {
        dialled++;
        selection.failed(hint, "nobody");
      }
      now += Duration.ofMillis(990).toNanos();
    }
    assertThat(dialled)
        .isBetween(1, DialBudget.HEARSAY_PER_MINUTE + DialBudget.FIRST_TRIES_PER_MINUTE);
  }

  @Test
  void aFloodFromFewHostsIsDialledFewerTimesStill() {
    Map<String, Integer> dialled = new HashMap<>();
    for (int i = 0; i < 60_000; i++) {
      selection.take(heard(new Address("10.9.0." + i % 10, 1 + i), i));
      for (Hint hint : selection.dials()) {
        dialled.merge(hint.address().host(), 1, Integer::sum);
        selection.failed(hint, "nobody");
      }
      now += Duration.ofMillis(1).toNanos() - 1_000;
    }
    assertThat(dialled.values()).allMatch(dials -> dials <= DialBudget.HEARSAY_PER_HOST_AND_MINUTE);
    assertThat(dialled.values().stream().mapToInt(Integer::intValue).sum())
        .isLessThanOrEqualTo(10 + DialBudget.HEARSAY_PER_MINUTE);
  }

  /** Each promises to be the best of all; a dial to nobody lasts two seconds. */
  @Test
  void oneThatIsThereIsDialledWithinAMinuteAmongTwoHundredHostsThatAreNot() {
    for (int seed = 0; seed < 30; seed++) {
      assertThat(dialledAmong(200, new Random(seed))).isLessThan(Duration.ofMinutes(1));
    }
  }

  private Duration dialledAmong(int hosts, Random random) {
    Selection flooded = new Selection(peer(SELF), () -> now, id -> false, random);
    long began = now;
    while (now - began < Duration.ofMinutes(5).toNanos()) {
      for (int i = 0; i < 2_000; i++) {
        int port = 1 + random.nextInt(65_535);
        flooded.take(heard(new Address("10.9.0." + i % hosts, port), random.nextInt()));
      }
      flooded.take(heard(1, 5_000));
      List<Hint> dials = flooded.dials();
      if (dials.stream().anyMatch(hint -> hint.address().equals(address(1)))) {
        break;
      }
      dials.forEach(hint -> flooded.failed(hint, "nobody"));
      now += Duration.ofSeconds(2).toNanos();
    }
    return Duration.ofNanos(now - began);
  }

  static Met met(int number, long since) {
    Optional<Candidacy> candidacy = Optional.of(candidacy(number, since));
    Met.Facts facts = new Met.Facts(peer(number), candidacy, Optional.empty());
    return new Met(new NoIndex(), address(number), Origin.HEARD, facts);
  }

  private static Met given(int number) {
    Met.Facts facts =
        new Met.Facts(peer(number), Optional.of(candidacy(number, 9_999)), Optional.empty());
    return new Met(new NoIndex(), address(number), Origin.GIVEN, facts);
  }

  private static Met.Facts facts(int host, long since, Elsewhere instead) {
    return new Met.Facts(peer(host), Optional.of(candidacy(host, since)), Optional.of(instead));
  }
}
