package runnel.indexd.tls;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import runnel.indexd.identity.PeerId;

/**
 * Where pins are kept. Each call is atomic, may come from any thread, and has reached the disk when
 * it returns. What can't be read or written is an unchecked exception, never 'no pin': else a
 * broken store would make every stranger a first contact.
 */
public interface PinStore {
  /** Returns the pinned peer. */
  Optional<PeerId> find(PinSubject subject);

  /** Pins the peer unless one is pinned, and returns the one that is pinned now. */
  PeerId putIfAbsent(PinSubject subject, PeerId peer);

  /** Pins another peer if the pinned one is still {@code from}, and says whether it was. */
  boolean replace(PinSubject subject, PeerId from, PeerId to);

  /** Forgets the pin if it is still that peer, and says whether it was. */
  boolean remove(PinSubject subject, PeerId peer);

  /** Returns since when the subject is pinned to its peer, by this machine's clock, if known. */
  Optional<Instant> since(PinSubject subject);

  /** Returns all pins. */
  Map<PinSubject, PeerId> all();
}
