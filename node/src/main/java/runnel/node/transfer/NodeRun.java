package runnel.node.transfer;

import java.util.ArrayList;
import java.util.List;
import runnel.indexd.content.ContentId;
import runnel.indexd.content.HashRange;
import runnel.indexd.content.Shape;

/**
 * Neighbouring nodes of 64 KiB (layer 2, or the root of shorter content) that one request can
 * fetch: none crosses a multiple of {@link TransferLimits#REQUEST_NODES_MAX}, so that the hashes
 * and their proof stay small.
 *
 * @param first the first node
 * @param end behind the last node
 */
public record NodeRun(long first, long end) {
  public NodeRun {
    if (first < 0 || end <= first || end - first > TransferLimits.REQUEST_NODES_MAX) {
      throw new IllegalArgumentException("a run has 1 to 64 nodes: " + first + ".." + end);
    }
  }

  /** Cuts the sorted nodes into runs. */
  static List<NodeRun> of(List<Long> nodes) {
    List<NodeRun> runs = new ArrayList<>();
    int from = 0;
    for (int i = 1; i <= nodes.size(); i++) {
      if (i == nodes.size()
          || nodes.get(i) != nodes.get(i - 1) + 1
          || nodes.get(i) % TransferLimits.REQUEST_NODES_MAX == 0) {
        runs.add(new NodeRun(nodes.get(from), nodes.get(i - 1) + 1));
        from = i;
      }
    }
    return nodes.isEmpty() ? List.of() : runs;
  }

  boolean contains(long node) {
    return first <= node && node < end;
  }

  /** Returns those of its nodes that share an aligned stretch of so many with the node. */
  NodeRun around(long node, long count) {
    long from = node / count * count;
    return new NodeRun(Math.max(first, from), Math.min(end, from + count));
  }

  /**
   * The longest beginning of it that is aligned as its hashes are: whoever has each of its nodes
   * with a proof can prove it, and knows nothing of others for that.
   */
  NodeRun alignedHead() {
    long most = Long.highestOneBit(end - first);
    return new NodeRun(
        first, first + (first == 0 ? most : Math.min(most, Long.lowestOneBit(first))));
  }

  /** The longest ending likewise. */
  NodeRun alignedTail() {
    long count = Math.min(Long.highestOneBit(end - first), Long.lowestOneBit(end));
    return new NodeRun(end - count, end);
  }

  /** Cuts it at multiples of so many nodes. */
  List<NodeRun> cut(long count) {
    List<NodeRun> parts = new ArrayList<>();
    for (long at = first; at < end; at = parts.getLast().end()) {
      parts.add(around(at, count));
    }
    return parts;
  }

  /** The first byte. */
  public long firstByte() {
    return first * TransferLimits.NODE_BYTES;
  }

  /** The byte behind the last, at most the content's length. */
  public long endByte(ContentId content) {
    return Math.min(content.length(), end * TransferLimits.NODE_BYTES);
  }

  /** The smallest aligned range of hashes, a power of two of them, that covers the run. */
  public HashRange hashes(ContentId content) {
    int rootLayer = Shape.of(content.length()).rootLayer();
    if (rootLayer <= TransferLimits.LAYER) {
      return new HashRange(rootLayer, 0, 1);
    }
    int count = 1;
    while (first / count != (end - 1) / count) {
      count *= 2;
    }
    return new HashRange(TransferLimits.LAYER, first / count * count, count);
  }
}
