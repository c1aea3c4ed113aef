package runnel.node.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import runnel.indexd.api.Address;
import runnel.indexd.identity.PeerId;
import runnel.indexd.identity.PeerKey;
import runnel.indexd.identity.UserName;
import runnel.indexd.tls.PinSubject;
import runnel.indexd.tls.Pinned;
import runnel.indexd.tls.Pins;
import runnel.node.events.Event;
import runnel.node.events.EventCursor;
import runnel.node.events.Events;
import runnel.node.failure.NodeException;
import runnel.node.failure.NodeException.Kind;
import runnel.node.network.Peer;
import runnel.node.network.Roster;
import runnel.node.network.TestUsers;

class TrustTest {
  private static final UserName NAME = new UserName("Alice");
  private static final PinSubject ALICE = PinSubject.of(NAME);
  private static final PinSubject INDEX = PinSubject.of(new Address("10.0.0.7", 7707));

  private final Pins pins = new Pins(new MemoryPins());
  private final Roster roster = new Roster(TestUsers.key().id(), pins::of);
  private final Events events = new Events();
  private final PeerKey first = TestUsers.key();
  private final PeerKey second = TestUsers.key();
  private final Trust trust = new Trust(pins, new Shown(roster), events);

  private record Shown(Roster roster) implements Trust.Names {
    @Override
    public List<Peer> peers() {
      return roster.peers();
    }

    @Override
    public void showAgain() {
      roster.showAgain();
    }
  }

  @BeforeEach
  void watch() {
    NameWatch names = new NameWatch(trust, roster::peers, events);
    roster.watch(names::look);
  }

  @Test
  void aKeyThatWasMetIsAcceptedWithoutBeingNamedAndShownAtOnce() {
    pin(ALICE, first.id());
    roster.update(List.of(TestUsers.user("alice", first), TestUsers.user("alice", second)));
    trust.met(new Pinned.Conflict(ALICE, first.id(), second.id()), "10.0.0.9:7707");
    assertThat(trust.open()).singleElement().matches(open -> open.meeting().proved());
    assertThat(trust.accept(ALICE, Optional.empty())).isEqualTo(second.id());
    assertThat(roster.byShownName("alice").orElseThrow().id()).isEqualTo(second.id());
    // The other way round now: who had the name claims it still.
    assertThat(trust.open()).extracting(Conflict::met).containsExactly(first.id());
  }

  @Test
  void aKeyThatWasOnlyHeardOfMustBeNamed() {
    pin(ALICE, first.id());
    roster.update(List.of(TestUsers.user("alice", second)));
    assertThat(trust.open()).singleElement().matches(open -> !open.meeting().proved());
    refused(Kind.REFUSED, () -> trust.accept(ALICE, Optional.empty()));
    assertThat(pins.of(ALICE)).contains(first.id());
    assertThat(trust.accept(ALICE, Optional.of(second.id().words()))).isEqualTo(second.id());
    assertThat(pins.of(ALICE)).contains(second.id());
  }

  @Test
  void aContestedNameGoesToTheKeyThatWasChosen() {
    roster.update(List.of(TestUsers.user("alice", first), TestUsers.user("Alice", second)));
    assertThat(trust.contested()).singleElement().matches(name -> name.claims().size() == 2);
    refused(Kind.REFUSED, () -> trust.accept(ALICE, Optional.empty()));
    trust.accept(ALICE, Optional.of(second.id().grouped().toUpperCase(Locale.ROOT)));
    assertThat(roster.byShownName("Alice").orElseThrow().id()).isEqualTo(second.id());
    assertThat(trust.contested()).isEmpty();
    assertThat(kinds()).containsSubsequence("name-contested", "key-trusted");
  }

  @Test
  void theBeginningOfAKeyIsEnoughIfItIsLong() {
    pin(ALICE, first.id());
    roster.update(List.of(TestUsers.user("alice", second)));
    String id = second.id().text();
    refused(Kind.REFUSED, () -> trust.accept(ALICE, Optional.of(id.substring(0, 11))));
    refused(
        Kind.NOT_FOUND,
        () -> trust.accept(ALICE, Optional.of(second.id().words().substring(0, 17))));
    refused(Kind.NOT_FOUND, () -> trust.accept(ALICE, Optional.of(TestUsers.key().id().text())));
    refused(Kind.NOT_FOUND, () -> trust.accept(ALICE, Optional.of(first.id().text())));
    assertThat(trust.accept(ALICE, Optional.of(id.substring(0, 12)))).isEqualTo(second.id());
  }

  @Test
  void whereNothingWasMetNothingIsAccepted() {
    refused(Kind.NOT_FOUND, () -> trust.accept(INDEX, Optional.empty()));
    pin(INDEX, first.id());
    refused(Kind.NOT_FOUND, () -> trust.accept(INDEX, Optional.of(second.id().text())));
  }

  @Test
  void anIndexIsTrustedLikeAName() {
    pin(INDEX, first.id());
    trust.met(new Pinned.Conflict(INDEX, first.id(), second.id()), "10.0.0.7:7707");
    assertThat(trust.metWithin(INDEX, Duration.ofMinutes(1))).isTrue();
    assertThat(trust.metWithin(ALICE, Duration.ofMinutes(1))).isFalse();
    trust.accept(INDEX, Optional.empty());
    assertThat(pins.of(INDEX)).contains(second.id());
    assertThat(trust.open()).isEmpty();
  }

  @Test
  void whatIsForgottenIsAFirstContactAgain() {
    pin(ALICE, first.id());
    roster.update(List.of(TestUsers.user("alice", second)));
    assertThat(trust.remove(ALICE)).isEqualTo(first.id());
    assertThat(trust.open()).isEmpty();
    assertThat(roster.byShownName("alice").orElseThrow().id()).isEqualTo(second.id());
    refused(Kind.NOT_FOUND, () -> trust.remove(ALICE));
  }

  @Test
  void eachConflictIsToldOnceAndAgainWhenItIsProved() {
    pin(ALICE, first.id());
    roster.update(List.of(TestUsers.user("alice", second)));
    roster.update(List.of(TestUsers.user("alice", second)));
    assertThat(kinds()).containsExactly("name-conflict");
    Pinned.Conflict conflict = new Pinned.Conflict(ALICE, first.id(), second.id());
    trust.met(conflict, "10.0.0.9:7707");
    trust.met(conflict, "10.0.0.9:7707");
    roster.update(List.of(TestUsers.user("alice", second)));
    assertThat(kinds()).containsExactly("name-conflict", "name-conflict");
    assertThat(trust.open()).singleElement().matches(open -> open.meeting().proved());
  }

  @Test
  void hearsayDrivesOutNothingThatWasProved() {
    Conflicts conflicts = new Conflicts();
    Meeting proved = new Meeting(true, "here", Instant.EPOCH);
    conflicts.add(ALICE, first.id(), proved);
    for (int i = 0; i < 2 * Conflicts.CONFLICTS_MAX; i++) {
      PinSubject other = PinSubject.of(new UserName("u" + i));
      conflicts.add(other, second.id(), new Meeting(false, "-", Instant.EPOCH));
    }
    assertThat(conflicts.all()).hasSize(Conflicts.CONFLICTS_MAX);
    assertThat(conflicts.of(ALICE)).hasSize(1);
  }

  private void pin(PinSubject subject, PeerId key) {
    assertThat(pins.choose(subject, key)).isTrue();
  }

  private List<String> kinds() {
    return events.after(EventCursor.BEGINNING, Duration.ZERO).events().stream()
        .map(Event::kind)
        .map(Event.Kind::word)
        .toList();
  }

  private static void refused(Kind kind, ThrowingCallable call) {
    assertThatExceptionOfType(NodeException.class)
        .isThrownBy(call)
        .satisfies(e -> assertThat(e.kind()).isEqualTo(kind));
  }
}
