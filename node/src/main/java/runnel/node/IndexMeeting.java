package runnel.node;

import java.time.Duration;
import java.util.Optional;
import runnel.indexd.api.Address;
import runnel.indexd.api.Index;
import runnel.indexd.api.IndexException;
import runnel.indexd.identity.Identity;
import runnel.indexd.remote.RemoteIndex;
import runnel.indexd.tls.PinSubject;
import runnel.indexd.tls.Pinned;
import runnel.indexd.tls.Pins;
import runnel.node.trust.Trust;

/**
 * Meets indexes at their addresses: pins the key at the first contact, refuses another one
 * afterwards and has it noted. Thread-safe.
 */
final class IndexMeeting {
  private static final System.Logger LOG = System.getLogger(IndexMeeting.class.getName());

  /** Whoever is there in place of the index is asked who it is once in so long. */
  private static final Duration ASKED_EVERY = Duration.ofMinutes(1);

  private final Identity identity;
  private final Pins pins;
  private final Trust trust;

  IndexMeeting(Identity identity, Pins pins, Trust trust) {
    this.identity = identity;
    this.pins = pins;
    this.trust = trust;
  }

  /**
   * Connects to the index at the address, as {@link RemoteIndex#connect}.
   *
   * @throws IndexException WRONG_KEY if its key is not the pinned one
   */
  Index meet(Address address) {
    try {
      RemoteIndex index = RemoteIndex.connect(address, identity, pins.of(address));
      PinGuard.pinIndex(pins, address, index.hostKey());
      return index;
    } catch (IndexException e) {
      if (e.kind() == IndexException.Kind.WRONG_KEY) {
        noteWhoIsThere(address);
      }
      throw e;
    }
  }

  /**
   * A refused certificate proves nothing, since certificates are public. So a connection is made
   * that is completed whoever it is, to know whose key is really there.
   */
  private void noteWhoIsThere(Address address) {
    if (trust.metWithin(PinSubject.of(address), ASKED_EVERY)) {
      return;
    }
    try (RemoteIndex other = RemoteIndex.connect(address, identity, Optional.empty())) {
      if (pins.pin(address, other.hostKey()) instanceof Pinned.Conflict conflict) {
        trust.met(conflict, address.toString());
      }
    } catch (IndexException e) {
      LOG.log(
          System.Logger.Level.DEBUG, "could not tell who is at {0}: {1}", address, e.getMessage());
    }
  }
}
