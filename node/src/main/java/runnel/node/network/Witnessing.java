package runnel.node.network;

import java.util.List;
import java.util.function.Supplier;
import runnel.indexd.api.Index;
import runnel.indexd.api.Witness;

/**
 * Tells the index which names it shows for other keys than those that this node pinned, so that
 * nodes that know neither are warned. Thread-safe.
 */
final class Witnessing {
  private final Supplier<List<Witness>> contradictions;

  /** What the present index was told; what nobody said needs no contradiction. */
  private volatile List<Witness> told = List.of();

  Witnessing(Supplier<List<Witness>> contradictions) {
    this.contradictions = contradictions;
  }

  boolean hasNews() {
    return !contradictions.get().equals(told);
  }

  void tell(Index index) {
    List<Witness> now = contradictions.get();
    if (!now.equals(told)) {
      index.witness(now);
      told = now;
    }
  }

  /** Another index knows nothing yet. */
  void forget() {
    told = List.of();
  }
}
