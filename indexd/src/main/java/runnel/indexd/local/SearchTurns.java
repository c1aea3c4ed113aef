package runnel.indexd.local;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import runnel.indexd.api.IndexException;
import runnel.indexd.api.IndexException.Kind;
import runnel.indexd.identity.PeerId;

/** Lets each caller search a few times at once, so that nobody takes the turns of all. */
final class SearchTurns {
  /**
   * A search takes milliseconds: more wait for each other only if somebody wants to be a burden.
   */
  static final int PER_CALLER = 4;

  /** How many each has under way; guarded by this. */
  private final Map<PeerId, Integer> running = new HashMap<>();

  /**
   * Searches in the caller's name.
   *
   * @throws IndexException UNAVAILABLE if he has too many searches under way
   */
  <T> T search(PeerId caller, Supplier<T> search) {
    take(caller);
    try {
      return search.get();
    } finally {
      give(caller);
    }
  }

  private synchronized void take(PeerId caller) {
    int now = running.getOrDefault(caller, 0);
    if (now >= PER_CALLER) {
      throw new IndexException(
          Kind.UNAVAILABLE,
          "could not search: %d searches of yours are under way; try again in a moment"
              .formatted(now));
    }
    running.put(caller, now + 1);
  }

  private synchronized void give(PeerId caller) {
    var _ = running.computeIfPresent(caller, (id, now) -> now == 1 ? null : now - 1);
  }
}
