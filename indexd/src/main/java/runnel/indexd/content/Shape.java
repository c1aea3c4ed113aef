package runnel.indexd.content;

/**
 * The shape of the hash tree over some length: it follows from the length alone.
 *
 * <p>Layer 0 holds the leaves, one for each begun 16 KiB. The tree is balanced: beyond the end it
 * is filled with padding up to the next power of two. A <em>node</em> here is one with at least a
 * byte of content below it; the rest of a layer is padding. Any length up to 2⁶³−1 has a shape;
 * nothing is allocated for it.
 *
 * @param length the content's length in bytes, 0 or more; 0 has no tree
 */
public record Shape(long length) {
  /** The root's layer for the longest content, 2⁶³−1 bytes. */
  public static final int MAX_LAYER = 63 - Leaves.LEAF_BITS;

  public Shape {
    if (length < 0) {
      throw new IllegalArgumentException("a content's length is 0 or more, not " + length);
    }
  }

  /** Returns the shape of content of this length in bytes. */
  public static Shape of(long length) {
    return new Shape(length);
  }

  /** Returns the number of leaves: the length in 16 KiB, rounded up. */
  public long leaves() {
    return length == 0 ? 0 : ((length - 1) >>> Leaves.LEAF_BITS) + 1;
  }

  /** Returns the layer of the root: 0 for content of at most one leaf. */
  public int rootLayer() {
    return length <= Leaves.LEAF_BYTES ? 0 : Long.SIZE - Long.numberOfLeadingZeros(leaves() - 1);
  }

  /** Returns the number of nodes in a layer that have content below them. */
  public long nodes(int layer) {
    checkLayer(layer);
    return length == 0 ? 0 : ((leaves() - 1) >>> layer) + 1;
  }

  /** Returns the number of places in a layer, padding included: a power of two, or 0. */
  public long width(int layer) {
    checkLayer(layer);
    return length == 0 ? 0 : 1L << (rootLayer() - layer);
  }

  /** Returns where the content below a node begins, in bytes. */
  public long offset(int layer, long index) {
    checkNode(layer, index);
    return index << (layer + Leaves.LEAF_BITS);
  }

  /** Returns how many bytes of content are below a node; the last one of a layer may have fewer. */
  public long bytes(int layer, long index) {
    long offset = offset(layer, index);
    return index == nodes(layer) - 1 ? length - offset : (long) Leaves.LEAF_BYTES << layer;
  }

  /** Says whether the place has no content below it, so that its hash is the padding's. */
  boolean isPadding(int layer, long index) {
    return index >= nodes(layer);
  }

  private void checkLayer(int layer) {
    if (layer < 0 || layer > rootLayer()) {
      throw new IndexOutOfBoundsException(
          "layer "
              + layer
              + " of content of "
              + length
              + " bytes, whose root is in layer "
              + rootLayer());
    }
  }

  private void checkNode(int layer, long index) {
    if (index < 0 || index >= nodes(layer)) {
      throw new IndexOutOfBoundsException(
          "node "
              + index
              + " of layer "
              + layer
              + " of content of "
              + length
              + " bytes, which has "
              + nodes(layer));
    }
  }
}
