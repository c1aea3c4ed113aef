package runnel.indexd.content;

/**
 * Neighbouring hashes of one layer, as a BEP 52 hash request names them: a whole subtree's row.
 *
 * @param layer 0 for leaves, to {@link Shape#MAX_LAYER}
 * @param index the first hash's place in the layer, a multiple of the count
 * @param count how many: a power of two, 1 to {@link #MAX_COUNT}
 * @see <a href="https://www.bittorrent.org/beps/bep_0052.html">BEP 52, hash request</a>
 */
public record HashRange(int layer, long index, int count) {
  /** Bounds an answer to 256 KiB and some uncles, which is the leaves of 128 MiB. */
  public static final int MAX_COUNT = 8192;

  public HashRange {
    if (layer < 0 || layer > Shape.MAX_LAYER) {
      throw new IllegalArgumentException("a layer is 0 to " + Shape.MAX_LAYER + ", not " + layer);
    }
    if (count < 1 || count > MAX_COUNT || Integer.bitCount(count) != 1) {
      throw new IllegalArgumentException(
          "a count of hashes is a power of two up to " + MAX_COUNT + ", not " + count);
    }
    if (index < 0 || index % count != 0) {
      throw new IllegalArgumentException(
          "a range's index is a multiple of its count " + count + ", not " + index);
    }
  }

  /** Returns the layer of the node that has exactly this range below it. */
  int topLayer() {
    return layer + Integer.numberOfTrailingZeros(count);
  }

  /** Returns the place of the node that has exactly this range below it. */
  long topIndex() {
    return index / count;
  }

  /** Says whether such a range is in the tree and not padding alone. */
  boolean isIn(Shape shape) {
    return shape.length() > 0 && topLayer() <= shape.rootLayer() && index < shape.nodes(layer);
  }
}
