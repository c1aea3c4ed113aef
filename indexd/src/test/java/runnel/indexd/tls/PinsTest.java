package runnel.indexd.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import runnel.indexd.api.Address;
import runnel.indexd.identity.Identity;
import runnel.indexd.identity.PeerId;
import runnel.indexd.identity.ProvedKey;
import runnel.indexd.identity.UserName;

class PinsTest {
  private static final UserName ALICE = new UserName("alice");
  private static final Address INDEX = Address.parse("10.0.0.7:7707");
  private static final List<ProvedKey> KEYS = List.of(proved(), proved(), proved());

  private final Pins pins = new Pins(new MemoryPins());

  static ProvedKey proved() {
    Identity identity = Identity.create();
    byte[] message = {1};
    return ProvedKey.ofSignature(identity.key(), message, identity.sign(message));
  }

  @Test
  void firstContactPinsAndAnotherKeyIsAConflict() {
    PeerId first = KEYS.get(0).id();
    PeerId other = KEYS.get(1).id();
    assertThat(pins.of(ALICE)).isEmpty();
    assertThat(pins.pin(ALICE, KEYS.get(0))).isEqualTo(new Pinned.Agreed(first, true));
    assertThat(pins.pin(ALICE, KEYS.get(0))).isEqualTo(new Pinned.Agreed(first, false));
    assertThat(pins.pin(new UserName("ALICE"), KEYS.get(1)))
        .isEqualTo(new Pinned.Conflict(PinSubject.of(ALICE), first, other))
        .satisfies(pinned ->
            assertThat(((Pinned.Conflict) pinned).message())
                .contains("user alice", first.grouped(), other.grouped(), "runnel trust"));
    assertThat(pins.of(new UserName("Alice"))).contains(first);
  }

  @Test
  void anIndexIsPinnedApartFromNames() {
    assertThat(pins.pin(INDEX, KEYS.get(0))).isEqualTo(new Pinned.Agreed(KEYS.get(0).id(), true));
    assertThat(pins.pin(INDEX, KEYS.get(1))).isInstanceOf(Pinned.Conflict.class);
    assertThat(pins.of(Address.parse("10.0.0.7:7708"))).isEmpty();
    assertThat(pins.of(ALICE)).isEmpty();
  }

  @Test
  void trustAcceptsExactlyTheChangeThatWasShown() {
    var _ = pins.pin(ALICE, KEYS.get(0));
    Pinned.Conflict shown = (Pinned.Conflict) pins.pin(ALICE, KEYS.get(1));
    assertThat(pins.trust(shown)).isTrue();
    assertThat(pins.of(ALICE)).contains(KEYS.get(1).id());
    assertThat(pins.trust(shown)).isFalse();
    assertThat(pins.pin(ALICE, KEYS.get(0))).isInstanceOf(Pinned.Conflict.class);
  }

  @Test
  void whatAPersonForgotIsAFirstContactAgain() {
    var _ = pins.pin(ALICE, KEYS.get(0));
    assertThat(pins.remove(PinSubject.of(ALICE))).contains(KEYS.get(0).id());
    assertThat(pins.remove(PinSubject.of(ALICE))).isEmpty();
    assertThat(pins.pin(ALICE, KEYS.get(1))).isEqualTo(new Pinned.Agreed(KEYS.get(1).id(), true));
  }

  @Test
  void aPersonChoosesOnlyWhereNothingIsPinned() {
    PinSubject alice = PinSubject.of(ALICE);
    assertThat(pins.choose(alice, KEYS.get(0).id())).isTrue();
    assertThat(pins.choose(alice, KEYS.get(0).id())).isTrue();
    assertThat(pins.choose(alice, KEYS.get(1).id())).isFalse();
    assertThat(pins.of(ALICE)).contains(KEYS.get(0).id());
  }

  @Test
  void withoutAStoreNobodyIsBelieved() {
    Pins broken = new Pins(new BrokenPins());
    assertThatIllegalStateException().isThrownBy(() -> broken.of(ALICE));
    assertThatIllegalStateException().isThrownBy(() -> broken.pin(ALICE, KEYS.get(0)));
    assertThatIllegalStateException().isThrownBy(() -> broken.pin(INDEX, KEYS.get(0)));
  }

  @Test
  void subjectsHaveGoldenBytes() {
    PinSubject name = PinSubject.of(new UserName("J\u00dcRGEN"));
    assertThat(name.bytes()).isEqualTo("nj\u00fcrgen".getBytes(StandardCharsets.UTF_8));
    PinSubject index = PinSubject.of(Address.parse("[FE80::1]:7707"));
    assertThat(index.bytes()).isEqualTo("i[fe80::1]:7707".getBytes(StandardCharsets.UTF_8));
    assertThat(List.of(name, index))
        .allSatisfy(subject -> assertThat(PinSubject.parse(subject.bytes())).isEqualTo(subject));
  }

  /** One thing that happens: a contact, or a person who accepts what the last conflict showed. */
  record Step(int name, int key, boolean trust) {}

  @Provide
  Arbitrary<List<Step>> steps() {
    return Combinators.combine(
            Arbitraries.integers().between(0, 2),
            Arbitraries.integers().between(0, 2),
            Arbitraries.of(true, false, false))
        .as(Step::new)
        .list()
        .ofMaxSize(30);
  }

  @Property(tries = 300)
  void onlyTrustEverChangesAPin(@ForAll("steps") List<Step> steps) {
    Pins tested = new Pins(new MemoryPins());
    Map<Integer, ProvedKey> model = new HashMap<>();
    for (Step step : steps) {
      UserName name = new UserName("user" + step.name());
      ProvedKey key = KEYS.get(step.key());
      Pinned outcome = tested.pin(name, key);
      ProvedKey before = model.putIfAbsent(step.name(), key);
      switch (outcome) {
        case Pinned.Agreed agreed -> {
          assertThat(agreed.first()).isEqualTo(before == null);
          assertThat(agreed.peer()).isEqualTo(model.get(step.name()).id());
        }
        case Pinned.Conflict conflict -> {
          assertThat(conflict.pinned()).isEqualTo(model.get(step.name()).id());
          if (step.trust()) {
            assertThat(tested.trust(conflict)).isTrue();
            var _ = model.put(step.name(), key);
          }
        }
      }
      assertThat(tested.of(name)).contains(model.get(step.name()).id());
    }
    assertThat(tested.all()).hasSize(model.size());
  }

  private static final class BrokenPins implements PinStore {
    @Override
    public Optional<PeerId> find(PinSubject subject) {
      throw new IllegalStateException("the store is damaged");
    }

    @Override
    public PeerId putIfAbsent(PinSubject subject, PeerId peer) {
      return peer;
    }

    @Override
    public boolean replace(PinSubject subject, PeerId from, PeerId to) {
      return true;
    }

    @Override
    public boolean remove(PinSubject subject, PeerId peer) {
      return true;
    }

    @Override
    public Optional<Instant> since(PinSubject subject) {
      return Optional.empty();
    }

    @Override
    public Map<PinSubject, PeerId> all() {
      return Map.of();
    }
  }
}
