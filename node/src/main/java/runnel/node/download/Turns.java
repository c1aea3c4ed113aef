package runnel.node.download;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import runnel.indexd.identity.PeerId;

/** The requests that downloads may make of each peer at once. Thread-safe. */
final class Turns {
  /** Some hundred bytes each; peers come and go over months. */
  private static final int PEERS_MAX = 10_000;

  private final Map<PeerId, Semaphore> turns = new ConcurrentHashMap<>();

  Semaphore of(PeerId peer) {
    if (turns.size() > PEERS_MAX) {
      turns
          .values()
          .removeIf(turn ->
              turn.availablePermits() == DownloadLimits.REQUESTS_PER_PEER
                  && !turn.hasQueuedThreads());
    }
    return turns.computeIfAbsent(peer, id -> new Semaphore(DownloadLimits.REQUESTS_PER_PEER));
  }
}
