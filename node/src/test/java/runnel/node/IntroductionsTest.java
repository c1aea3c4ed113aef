package runnel.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
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
import runnel.node.peer.Greeter;

class IntroductionsTest {
  private static final UserName ALICE = new UserName("alice");

  @TempDir private Path folder;
  private final Identity key = Identity.create();
  private final AtomicInteger dialled = new AtomicInteger();
  private final List<Pinned.Conflict> disputes = new ArrayList<>();
  private Store store;
  private Pins pins;

  @BeforeEach
  void open() {
    store = Store.open(folder, new StoreSettings("pins", 1, 1 << 20, List.of(StorePins.TABLE)));
    pins = new Pins(StorePins.open(store, true));
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void aNameIsPinnedOnceItsOwnerSaidIt() {
    answering(Optional.of(greeting(ALICE))).meet(alice(1));
    assertThat(pins.of(ALICE)).contains(key.id());
  }

  @Test
  void aNameThatOnlyTheIndexSaysIsNotPinned() {
    answering(Optional.of(greeting(new UserName("mallory")))).meet(alice(1));
    assertThat(pins.of(ALICE)).isEmpty();
  }

  @Test
  void whoHasHisNameIsNotAskedAgain() {
    var _ = pins.pin(ALICE, proved(key));
    answering(Optional.of(greeting(ALICE))).meet(alice(1));
    assertThat(dialled).hasValue(0);
    assertThat(disputes).isEmpty();
  }

  @Test
  void anotherKeyUnderAPinnedNameIsMetOnceAndToldOfButNotPinned() {
    Identity first = Identity.create();
    var _ = pins.pin(ALICE, proved(first));
    Introductions introductions = answering(Optional.of(greeting(ALICE)));
    introductions.meet(alice(1));
    introductions.meet(alice(1));
    assertThat(pins.of(ALICE)).contains(first.id());
    assertThat(disputes)
        .containsExactly(new Pinned.Conflict(PinSubject.of(ALICE), first.id(), key.id()));
    assertThat(dialled).hasValue(1);
  }

  @Test
  void anAddressWhereNobodyWasIsDialledOnce() {
    Introductions introductions = answering(Optional.empty());
    introductions.meet(alice(1));
    introductions.meet(alice(1));
    introductions.meet(alice(2));
    assertThat(dialled).hasValue(2);
  }

  private Introductions answering(Optional<Greeter.Greeting> answer) {
    return new Introductions(
        pins,
        (peer, address) -> {
          dialled.incrementAndGet();
          return answer;
        },
        (conflict, where) -> disputes.add(conflict));
  }

  private Greeter.Greeting greeting(UserName name) {
    return new Greeter.Greeting(name, proved(key));
  }

  private static ProvedKey proved(Identity identity) {
    byte[] message = {1};
    return ProvedKey.ofSignature(identity.key(), message, identity.sign(message));
  }

  private User alice(int port) {
    Optional<Address> address = Optional.of(new Address("127.0.0.1", port));
    return new User(ALICE, key.key(), address, true, Instant.EPOCH, 0, false);
  }
}
