package runnel.node.download;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import runnel.indexd.identity.PeerId;
import runnel.node.failure.NodeException;

/** The requests that downloads may make of each peer at once. Thread-safe. */
final class Turns {
  /** Some hundred bytes each; peers come and go over months. */
  private static final int PEERS_MAX = 10_000;

  private final Map<PeerId, Semaphore> turns = new ConcurrentHashMap<>();

  /** Waits for a turn, to be released by the caller; false if the download is to end before. */
  static boolean enter(Semaphore turns, BooleanSupplier stopped) {
    try {
      boolean entered = false;
      while (!entered && !stopped.getAsBoolean()) {
        entered = turns.tryAcquire(DownloadLimits.TICK.toMillis(), TimeUnit.MILLISECONDS);
      }
      return entered;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new NodeException(NodeException.Kind.UNAVAILABLE, "interrupted", e);
    }
  }

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
