package runnel.indexd.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import runnel.indexd.api.Address;
import runnel.indexd.identity.IdentityException;
import runnel.indexd.identity.PeerId;
import runnel.indexd.identity.ProvedKey;
import runnel.indexd.identity.UserName;
import runnel.indexd.store.Store;
import runnel.indexd.store.StoreSettings;

class StorePinsTest {
  private static final UserName ALICE = new UserName("Alice");
  private static final byte[] TIME = "tnalice".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] ROW = "nalice".getBytes(StandardCharsets.US_ASCII);

  @TempDir private Path home;

  private static PinSubject indexPin() {
    return PinSubject.of(Address.parse("10.0.0.7:7707"));
  }

  private Store open() {
    return Store.open(
        home.resolve("store"),
        new StoreSettings("test-pins", 1, 1 << 20, List.of(StorePins.TABLE)));
  }

  @Test
  void pinsSurviveARestart() {
    ProvedKey ann = PinsTest.proved();
    ProvedKey bob = PinsTest.proved();
    Address index = Address.parse("10.0.0.7:7707");
    try (Store store = open()) {
      Pins pins = new Pins(StorePins.open(store, true));
      assertThat(pins.pin(ALICE, ann)).isEqualTo(new Pinned.Agreed(ann.id(), true));
      assertThat(pins.pin(index, bob)).isEqualTo(new Pinned.Agreed(bob.id(), true));
      Optional<byte[]> row = store.read(view -> view.get(StorePins.TABLE, ROW));
      assertThat(row.orElseThrow()).isEqualTo(ann.id().hash().bytes());
    }
    try (Store store = open()) {
      Pins pins = new Pins(StorePins.open(store, false));
      Map<PinSubject, PeerId> all =
          Map.of(PinSubject.of(ALICE), ann.id(), PinSubject.of(index), bob.id());
      assertThat(pins.all()).isEqualTo(all);
      Pinned.Conflict conflict = (Pinned.Conflict) pins.pin(ALICE, bob);
      assertThat(pins.trust(conflict)).isTrue();
      assertThat(pins.trust(conflict)).isFalse();
      assertThat(pins.of(ALICE)).contains(bob.id());
      assertThat(pins.remove(PinSubject.of(ALICE))).contains(bob.id());
    }
    try (Store store = open()) {
      assertThat(new Pins(StorePins.open(store, false)).all()).containsOnlyKeys(indexPin());
    }
  }

  @Test
  void thePinsTimeIsKeptUntilThePinChanges() {
    ProvedKey ann = PinsTest.proved();
    ProvedKey bob = PinsTest.proved();
    PinSubject alice = PinSubject.of(ALICE);
    try (Store store = open()) {
      Pins early = new Pins(StorePins.open(store, true, at(1_000)));
      Pins late = new Pins(StorePins.open(store, true, at(2_000)));
      assertThat(early.since(alice)).isEmpty();
      var _ = early.pin(ALICE, ann);
      assertThat(late.pin(ALICE, ann)).isEqualTo(new Pinned.Agreed(ann.id(), false));
      assertThat(late.since(alice)).contains(Instant.ofEpochMilli(1_000));
      assertThat(store.read(view -> view.get(StorePins.TABLE, TIME)).orElseThrow())
          .containsExactly(0, 0, 0, 0, 0, 0, 3, 0xe8);
      assertThat(late.trust((Pinned.Conflict) late.pin(ALICE, bob))).isTrue();
      assertThat(early.since(alice)).contains(Instant.ofEpochMilli(2_000));
      assertThat(late.remove(alice)).isPresent();
      assertThat(late.since(alice)).isEmpty();
    }
  }

  private static Clock at(long millis) {
    return Clock.fixed(Instant.ofEpochMilli(millis), ZoneOffset.UTC);
  }

  @Test
  void pinsThatVanishedAreNoFirstContact() {
    try (Store store = open()) {
      assertThatExceptionOfType(IdentityException.class)
          .isThrownBy(() -> StorePins.open(store, false))
          .satisfies(e -> assertThat(e.kind()).isEqualTo(IdentityException.Kind.PINS_LOST));
    }
  }

  @Test
  void aDamagedRowIsNoFirstContact() {
    try (Store store = open()) {
      Pins pins = new Pins(StorePins.open(store, true));
      var _ =
          store.write(view -> {
            view.put(StorePins.TABLE, ROW, new byte[31]);
            return true;
          });
      assertThatIllegalArgumentException().isThrownBy(() -> pins.pin(ALICE, PinsTest.proved()));
    }
  }
}
