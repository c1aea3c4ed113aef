package runnel.indexd.tls;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import runnel.indexd.identity.PeerId;

/** Pins that end with the test. */
final class MemoryPins implements PinStore {
  private final ConcurrentHashMap<PinSubject, PeerId> pins = new ConcurrentHashMap<>();

  @Override
  public Optional<PeerId> find(PinSubject subject) {
    return Optional.ofNullable(pins.get(subject));
  }

  @Override
  public PeerId putIfAbsent(PinSubject subject, PeerId peer) {
    PeerId before = pins.putIfAbsent(subject, peer);
    return before == null ? peer : before;
  }

  @Override
  public boolean replace(PinSubject subject, PeerId from, PeerId to) {
    return pins.replace(subject, from, to);
  }

  @Override
  public boolean remove(PinSubject subject, PeerId peer) {
    return pins.remove(subject, peer);
  }

  @Override
  public Optional<Instant> since(PinSubject subject) {
    return Optional.empty();
  }

  @Override
  public Map<PinSubject, PeerId> all() {
    return Map.copyOf(pins);
  }
}
