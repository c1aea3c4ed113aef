package runnel.node.peer;

import java.util.HashMap;
import java.util.Map;
import runnel.indexd.identity.PeerId;

/** Bounds how many requests of one peer are served at a time. Thread-safe. */
final class PeerQuota {
  private final int requestsMax;
  // Guarded by this; holds only peers that are being served.
  private final Map<PeerId, Integer> serving = new HashMap<>();

  PeerQuota(int requestsMax) {
    this.requestsMax = requestsMax;
  }

  /** Takes a place for the peer, to be left again; false if it has too many. */
  synchronized boolean enter(PeerId peer) {
    int now = serving.getOrDefault(peer, 0);
    if (now >= requestsMax) {
      return false;
    }
    serving.put(peer, now + 1);
    return true;
  }

  /** Gives a place back. */
  synchronized void leave(PeerId peer) {
    serving.computeIfPresent(peer, (id, now) -> now == 1 ? null : now - 1);
  }
}
