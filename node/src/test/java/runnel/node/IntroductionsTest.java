package runnel.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import runnel.indexd.api.Address;
import runnel.indexd.api.User;
import runnel.indexd.identity.Identity;
import runnel.indexd.identity.ProvedKey;
import runnel.indexd.identity.UserName;
import runnel.indexd.store.Store;
import runnel.indexd.store.StoreSettings;
import runnel.indexd.tls.PinSubject;
import runnel.indexd.tls.Pinned;
import runnel.indexd.tls.Pins;
import runnel.indexd.tls.StorePins;
import runnel.node.network.Roster;
import runnel.node.peer.Greeting;
import runnel.node.story.Poll;

class IntroductionsTest {
  private static final UserName ALICE = new UserName("alice");
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @TempDir private Path folder;
  private final Identity key = Identity.create();
  private final Semaphore dialled = new Semaphore(0);
  private final BlockingQueue<Pinned.Conflict> disputes = new LinkedBlockingQueue<>();
  private Store store;
  private Pins pins;
  private Roster roster;
  private Introductions introductions;

  @BeforeEach
  void open() {
    store = Store.open(folder, new StoreSettings("pins", 1, 1 << 20, List.of(StorePins.TABLE)));
    pins = new Pins(StorePins.open(store, true));
    roster = new Roster(Identity.create().id(), pins::of);
  }

  @AfterEach
  void close() {
    introductions.close();
    store.close();
  }

  @Test
  void aNameIsPinnedOnceItsOwnerSaidIt() {
    answering(Optional.of(greeting(ALICE))).learn(List.of(alice(1)));
    Poll.until(PATIENCE, () -> pins.of(ALICE).isPresent(), () -> "never pinned");
    assertThat(pins.of(ALICE)).contains(key.id());
  }

  @Test
  void aNameThatOnlyTheIndexSaysIsNotPinned() throws InterruptedException {
    answering(Optional.of(greeting(new UserName("mallory")))).learn(List.of(alice(1)));
    assertThat(dialled.tryAcquire(20, TimeUnit.SECONDS)).isTrue();
    close();
    open();
    assertThat(pins.of(ALICE)).isEmpty();
  }

  @Test
  void whoHasHisNameIsNotAskedAgain() {
    var _ = pins.pin(ALICE, proved(key));
    answering(Optional.of(greeting(ALICE))).learn(List.of(alice(1)));
    assertThat(introductions.isIdle()).isTrue();
    assertThat(disputes).isEmpty();
  }

  @Test
  void anotherKeyUnderAPinnedNameIsMetOnceAndToldOfButNotPinned() throws InterruptedException {
    Identity first = Identity.create();
    var _ = pins.pin(ALICE, proved(first));
    Introductions made = answering(Optional.of(greeting(ALICE)));
    made.learn(List.of(alice(1)));
    assertThat(disputes.poll(20, TimeUnit.SECONDS))
        .isEqualTo(new Pinned.Conflict(PinSubject.of(ALICE), first.id(), key.id()));
    Poll.until(PATIENCE, made::isIdle, () -> "still waiting");
    made.learn(List.of(alice(1)));
    Poll.until(PATIENCE, made::isIdle, () -> "still waiting");
    assertThat(pins.of(ALICE)).contains(first.id());
    assertThat(dialled.availablePermits()).isEqualTo(1);
  }

  @Test
  void aNameThatBecameContestedBeforeItSettledIsNotPinned() {
    Introductions patient = introductions(Duration.ofMillis(200), Optional.of(greeting(ALICE)));
    patient.learn(List.of(alice(1)));
    roster.update(List.of(contested(alice(1))));
    Poll.until(PATIENCE, patient::isIdle, () -> "still waiting");
    assertThat(pins.of(ALICE)).isEmpty();
    assertThat(dialled.availablePermits()).isZero();
  }

  @Test
  void aNameThatTwoClaimIsNotPinned() {
    Introductions patient = introductions(Duration.ofMillis(200), Optional.of(greeting(ALICE)));
    patient.learn(List.of(alice(1)));
    User other =
        new User(
            ALICE,
            Identity.create().key(),
            Optional.of(new Address("127.0.0.1", 2)),
            true,
            Instant.EPOCH,
            0,
            false);
    roster.update(List.of(other));
    Poll.until(PATIENCE, patient::isIdle, () -> "still waiting");
    assertThat(dialled.availablePermits()).isZero();
  }

  @Test
  void anAddressWhereNobodyWasIsDialledOnce() throws InterruptedException {
    Introductions made = answering(Optional.empty());
    made.learn(List.of(alice(1)));
    assertThat(dialled.tryAcquire(20, TimeUnit.SECONDS)).isTrue();
    Poll.until(PATIENCE, made::isIdle, () -> "still waiting");
    made.learn(List.of(alice(1)));
    Poll.until(PATIENCE, made::isIdle, () -> "still waiting");
    assertThat(dialled.availablePermits()).isZero();
    User moved = alice(2);
    roster.update(List.of(moved));
    made.learn(List.of(moved));
    assertThat(dialled.tryAcquire(20, TimeUnit.SECONDS)).isTrue();
  }

  private Introductions answering(Optional<Greeting> answer) {
    return introductions(Duration.ZERO, answer);
  }

  private Introductions introductions(Duration settledAfter, Optional<Greeting> answer) {
    roster.update(List.of(alice(1)));
    introductions =
        new Introductions(
            pins,
            roster,
            new Introductions.Ties(
                (peer, address) -> {
                  dialled.release();
                  return answer;
                },
                (conflict, where) -> disputes.add(conflict)),
            settledAfter);
    return introductions;
  }

  private Greeting greeting(UserName name) {
    return new Greeting(
        Optional.of(name),
        proved(key),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of());
  }

  private static ProvedKey proved(Identity identity) {
    byte[] message = {1};
    return ProvedKey.ofSignature(identity.key(), message, identity.sign(message));
  }

  private static User contested(User user) {
    return new User(
        user.name(),
        user.key(),
        user.address(),
        user.online(),
        user.lastActive(),
        user.headVersion(),
        true);
  }

  private User alice(int port) {
    Optional<Address> address = Optional.of(new Address("127.0.0.1", port));
    return new User(ALICE, key.key(), address, true, Instant.EPOCH, 0, false);
  }
}
