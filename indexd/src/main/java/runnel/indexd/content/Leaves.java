package runnel.indexd.content;

import java.nio.ByteBuffer;

/** Hashes of data by its place in the tree. Thread-safe: nothing is kept. */
public final class Leaves {
  /** The bytes under one leaf, by BEP 52; the last leaf may have fewer. */
  public static final int LEAF_BYTES = 16384;

  static final int LEAF_BITS = 14;

  private Leaves() {}

  /**
   * Returns the hash of one node, computed from the bytes below it.
   *
   * @param id the content, of which the length alone counts
   * @param layer the node's layer, 0 to the root's
   * @param index the node's place
   * @param data exactly the node's bytes, {@link Shape#bytes}, from position to limit; consumed
   * @throws IndexOutOfBoundsException if there is no such node
   * @throws IllegalArgumentException if the data is longer or shorter than the node
   */
  public static Hash node(ContentId id, int layer, long index, ByteBuffer data) {
    return node(id.length(), layer, index, data);
  }

  /** Returns the same as {@link #node(ContentId, int, long, ByteBuffer)}, for a length in bytes. */
  public static Hash node(long length, int layer, long index, ByteBuffer data) {
    long expected = Shape.of(length).bytes(layer, index);
    if (data.remaining() != expected) {
      throw new IllegalArgumentException(
          "node "
              + index
              + " of layer "
              + layer
              + " of content of "
              + length
              + " bytes has "
              + expected
              + " bytes, not "
              + data.remaining());
    }
    return Digester.hash(nodes(length, layer, index, data), 0);
  }

  /**
   * Returns the hashes of neighbouring nodes, one after the other; so several threads can hash one
   * file, each a part, and {@link LayerTree#of} puts the parts together.
   *
   * @param length the content's length in bytes
   * @param layer the nodes' layer, 0 to the root's
   * @param first the first node's place
   * @param data the bytes of whole nodes, from position to limit; the last may be cut by the end of
   *     the content only; consumed
   * @throws IndexOutOfBoundsException if there is no such first node
   * @throws IllegalArgumentException if the data ends within a node or reaches beyond the end
   */
  public static byte[] nodes(long length, int layer, long first, ByteBuffer data) {
    Shape shape = Shape.of(length);
    long left = length - shape.offset(layer, first);
    long nodeBytes = (long) LEAF_BYTES << layer;
    if (data.remaining() > left || (data.remaining() < left && data.remaining() % nodeBytes != 0)) {
      throw new IllegalArgumentException(
          data.remaining()
              + " bytes from node "
              + first
              + " of layer "
              + layer
              + " are no whole nodes of content of "
              + length
              + " bytes");
    }
    int count = Math.toIntExact((data.remaining() + nodeBytes - 1) / nodeBytes);
    byte[] hashes = new byte[count * Hash.BYTES];
    Subtree subtree = new Subtree();
    for (int place = 0; data.hasRemaining(); place++) {
      int part = (int) Math.min(nodeBytes, data.remaining());
      foldLeaves(subtree, data.slice(data.position(), part));
      data.position(data.position() + part);
      subtree.endNode(layer, hashes, place);
    }
    return hashes;
  }

  private static void foldLeaves(Subtree subtree, ByteBuffer data) {
    while (data.hasRemaining()) {
      int part = Math.min(LEAF_BYTES, data.remaining());
      subtree.update(data.slice(data.position(), part));
      data.position(data.position() + part);
      subtree.endLeaf();
    }
  }
}
