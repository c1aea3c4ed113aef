package runnel.node.cache;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import runnel.indexd.content.Hash;
import runnel.indexd.store.Store;
import runnel.indexd.store.WriteView;

/**
 * The verified nodes of one content: those in the store, and those on their way there.
 *
 * <p>Its monitor guards {@link #pending} and is held over memory only. A node leaves {@code
 * pending} after its commit, so who looks there first and in the store second misses nothing.
 */
final class KnownNodes {
  /** Stands for a hash that is not known; only padding hashes to it, and padding is not kept. */
  private static final Hash UNKNOWN = Hash.of(new byte[Hash.BYTES]);

  private final Units units;
  private final Store store;
  private final Map<NodeAt, Hash> pending = new HashMap<>();

  KnownNodes(Units units, Store store) {
    this.units = units;
    this.store = store;
  }

  /** Returns a node's hash, if it is known; reads the store. */
  Optional<Hash> find(NodeAt node) {
    return find(node, 1).hashes().stream().findFirst().filter(hash -> !hash.equals(UNKNOWN));
  }

  /**
   * Returns neighbouring nodes of one segment, zeros where the hash is not known; reads the store.
   *
   * @param count how many; none is beyond the first one's segment or the layer's last node
   */
  Row find(NodeAt first, int count) {
    Hash[] found = new Hash[count];
    boolean all = findPending(first, found);
    if (!all && CacheTables.hasKey(first)) {
      byte[] key = CacheTables.nodeKey(units.id(), first);
      store
          .read(view -> view.get(CacheTables.NODES, key))
          .filter(segment -> segment.length == CacheTables.emptySegment(units, first).length)
          .ifPresent(segment -> fill(first, found, segment));
    }
    for (int i = 0; i < count; i++) {
      found[i] = found[i] == null ? UNKNOWN : found[i];
    }
    return new Row(first, List.of(found));
  }

  private static void fill(NodeAt first, Hash[] found, byte[] segment) {
    for (int i = 0; i < found.length; i++) {
      if (found[i] == null) {
        NodeAt node = new NodeAt(first.layer(), first.index() + i);
        found[i] = CacheTables.hash(segment, node).orElse(UNKNOWN);
      }
    }
  }

  private synchronized boolean findPending(NodeAt first, Hash[] found) {
    boolean all = true;
    for (int i = 0; i < found.length; i++) {
      found[i] = pending.get(new NodeAt(first.layer(), first.index() + i));
      all &= found[i] != null;
    }
    return all;
  }

  /** Takes in verified nodes; what is beyond the limit is not kept. */
  synchronized void add(Map<NodeAt, Hash> nodes) {
    for (Map.Entry<NodeAt, Hash> node : nodes.entrySet()) {
      if (pending.size() >= CacheLimits.PENDING_NODES) {
        return;
      }
      if (CacheTables.hasKey(node.getKey())) {
        pending.put(node.getKey(), node.getValue());
      }
    }
  }

  /** Returns what the store does not have yet. */
  synchronized Map<NodeAt, Hash> unsaved() {
    return Map.copyOf(pending);
  }

  /** Notes that the store has these. */
  synchronized void saved(Map<NodeAt, Hash> nodes) {
    pending.keySet().removeAll(nodes.keySet());
  }

  /** Writes nodes into their segments. */
  static void write(WriteView view, Units units, Map<NodeAt, Hash> nodes) {
    Map<NodeAt, byte[]> segments = new HashMap<>();
    nodes.forEach((node, hash) -> {
      long segment = node.index() / CacheTables.SEGMENT_HASHES;
      NodeAt first = new NodeAt(node.layer(), segment * CacheTables.SEGMENT_HASHES);
      byte[] bytes = segments.computeIfAbsent(first, at -> segment(view, units, at));
      CacheTables.putHash(bytes, node, hash);
    });
    segments.forEach((first, bytes) ->
        view.put(CacheTables.NODES, CacheTables.nodeKey(units.id(), first), bytes));
  }

  private static byte[] segment(WriteView view, Units units, NodeAt first) {
    byte[] empty = CacheTables.emptySegment(units, first);
    return view.get(CacheTables.NODES, CacheTables.nodeKey(units.id(), first))
        .map(stored -> Arrays.copyOf(stored, empty.length))
        .orElse(empty);
  }
}
