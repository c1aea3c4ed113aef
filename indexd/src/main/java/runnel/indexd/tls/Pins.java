package runnel.indexd.tls;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import runnel.indexd.api.Address;
import runnel.indexd.identity.PeerId;
import runnel.indexd.identity.ProvedKey;
import runnel.indexd.identity.UserName;

/**
 * Remembers which key a user's name or an index's address stands for, from the first contact on. No
 * pin ever changes but by what a person decides: {@link #trust}, {@link #choose}, {@link #remove}.
 * Thread-safe; blocks on the store, whose exceptions pass through: without pins nobody is believed.
 */
public final class Pins {
  private final PinStore store;

  public Pins(PinStore store) {
    this.store = store;
  }

  /** Returns the peer that the name is pinned to. */
  public Optional<PeerId> of(UserName name) {
    return store.find(PinSubject.of(name));
  }

  /** Returns the peer that the index's address is pinned to. */
  public Optional<PeerId> of(Address index) {
    return store.find(PinSubject.of(index));
  }

  /** Pins the name to a key that has proved itself, or says which other key it is pinned to. */
  public Pinned pin(UserName name, ProvedKey key) {
    return pin(PinSubject.of(name), key.id());
  }

  /** Pins the index's address to a key that has proved itself, or says which other key it has. */
  public Pinned pin(Address index, ProvedKey key) {
    return pin(PinSubject.of(index), key.id());
  }

  /**
   * Accepts the key that was met in place of the pinned one. A person decides that, nobody else.
   *
   * @return false if the pin has changed since the conflict: then there is something new to decide
   */
  public boolean trust(Pinned.Conflict accepted) {
    return store.replace(accepted.subject(), accepted.pinned(), accepted.met());
  }

  /**
   * Pins the key that a person chose for a subject that nothing is pinned to, though it has not
   * proved itself: that several keys claim the subject is why the person had to choose.
   *
   * @return false if another key is pinned
   */
  public boolean choose(PinSubject subject, PeerId chosen) {
    return store.putIfAbsent(subject, chosen).equals(chosen);
  }

  /**
   * Forgets which key the subject has: the next contact is a first one. A person decides that,
   * nobody else.
   *
   * @return the key that was pinned, if one was
   */
  public Optional<PeerId> remove(PinSubject subject) {
    return store.find(subject).filter(pinned -> store.remove(subject, pinned));
  }

  /** Returns the peer that the subject is pinned to. */
  public Optional<PeerId> of(PinSubject subject) {
    return store.find(subject);
  }

  /** Returns since when the subject is pinned to its key, if that is known. For people only. */
  public Optional<Instant> since(PinSubject subject) {
    return store.since(subject);
  }

  /** Returns all pins, to witness them to a fresh index. */
  public Map<PinSubject, PeerId> all() {
    return store.all();
  }

  private Pinned pin(PinSubject subject, PeerId met) {
    Optional<PeerId> known = store.find(subject); // Spares a write, nearly always.
    PeerId pinned = known.orElseGet(() -> store.putIfAbsent(subject, met));
    return pinned.equals(met)
        ? new Pinned.Agreed(met, known.isEmpty())
        : new Pinned.Conflict(subject, pinned, met);
  }
}
