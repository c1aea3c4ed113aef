package runnel.node.network;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import runnel.indexd.api.Address;
import runnel.indexd.identity.PeerId;

/**
 * Where peers were heard or met, other than by the index: another address to try, never a proof.
 * Bounded; thread-safe.
 */
public final class Sightings {
  private static final int PEERS_MAX = 4_096;

  // Guarded by this.
  private final Map<PeerId, Sighting> sightings =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<PeerId, Sighting> eldest) {
          return size() > PEERS_MAX;
        }
      };

  /**
   * One peer at one place.
   *
   * @param how for people: by what it was found
   */
  public record Sighting(Address address, String how) {}

  /** Takes a sighting; the newest of a peer stays. */
  public synchronized void note(PeerId peer, Sighting sighting) {
    sightings.put(peer, sighting);
  }

  /** Returns where the peer was seen last. */
  public synchronized Optional<Sighting> of(PeerId peer) {
    return Optional.ofNullable(sightings.get(peer));
  }
}
