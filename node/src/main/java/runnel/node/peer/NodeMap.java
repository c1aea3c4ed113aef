package runnel.node.peer;

import java.util.Arrays;
import java.util.BitSet;
import runnel.indexd.content.ContentId;
import runnel.indexd.content.Shape;

/**
 * Which parts of a content somebody has, on the wire: a bit for each node of the lowest layer from
 * 2 on that has at most {@value #NODES_MAX}, the first in the lowest bit of the first byte.
 */
final class NodeMap {
  /** 8 KiB; 64 KiB each of up to 4 GiB, and of longer content so many more. */
  static final int NODES_MAX = 65_536;

  private static final int LAYER_MIN = 2;

  private NodeMap() {}

  /** The layer of the nodes. */
  static int layer(ContentId content) {
    Shape shape = Shape.of(content.length());
    int layer = Math.min(LAYER_MIN, shape.rootLayer());
    while (shape.nodes(layer) > NODES_MAX) {
      layer++;
    }
    return layer;
  }

  private static int bytes(ContentId content) {
    return (int) ((Shape.of(content.length()).nodes(layer(content)) + 7) / 8);
  }

  static byte[] write(ContentId content, BitSet nodes) {
    return Arrays.copyOf(nodes.toByteArray(), bytes(content));
  }

  /**
   * Reads it.
   *
   * @return a bit for each node of layer 2
   * @throws IllegalArgumentException if it is not as long as it must be
   */
  static BitSet read(ContentId content, byte[] map) {
    if (map.length != bytes(content)) {
      throw new IllegalArgumentException("a map of " + map.length + " bytes");
    }
    BitSet coarse = BitSet.valueOf(map);
    int fold = Math.max(0, layer(content) - LAYER_MIN);
    Shape shape = Shape.of(content.length());
    int all = (int) shape.nodes(Math.min(LAYER_MIN, shape.rootLayer()));
    BitSet nodes = new BitSet(all);
    int first = coarse.nextSetBit(0);
    while (first >= 0) {
      int end = coarse.nextClearBit(first);
      nodes.set(Math.min(all, first << fold), Math.min(all, end << fold));
      first = coarse.nextSetBit(end);
    }
    return nodes;
  }
}
