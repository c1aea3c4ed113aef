package runnel.indexd.local;

import java.util.HashMap;
import java.util.Map;
import runnel.indexd.api.IndexException;
import runnel.indexd.api.IndexException.Kind;
import runnel.indexd.api.IndexLimits;
import runnel.indexd.identity.PeerId;

/** The calls that wait for changes, as many as may. Callers serialize. */
final class Waits {
  private final Map<PeerId, Integer> byCaller = new HashMap<>();
  private int count;

  int count() {
    return count;
  }

  /**
   * Counts one more; {@link #leave} is due after it.
   *
   * @throws IndexException UNAVAILABLE if too many wait, in all or of this caller
   */
  void enter(PeerId caller) {
    if (count >= IndexLimits.WAITS_MAX
        || byCaller.getOrDefault(caller, 0) >= IndexLimits.WAITS_PER_CALLER) {
      throw new IndexException(
          Kind.UNAVAILABLE,
          "could not wait for changes: too many wait; ask again later, or without waiting");
    }
    count++;
    byCaller.merge(caller, 1, Integer::sum);
  }

  void leave(PeerId caller) {
    count--;
    byCaller.computeIfPresent(caller, (id, waits) -> waits == 1 ? null : waits - 1);
  }
}
