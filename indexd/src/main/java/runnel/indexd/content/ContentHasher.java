package runnel.indexd.content;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Hashes content as it streams by, cut into buffers of any size. Not thread-safe; for one content.
 *
 * <pre>{@code
 * ContentHasher hasher = new ContentHasher(length, 2);
 * while (read(buffer)) hasher.update(buffer.flip());
 * Hashed hashed = hasher.finish();
 * }</pre>
 *
 * <p>Memory grows with what was fed, not with the length claimed.
 */
public final class ContentHasher {
  private static final int FIRST_NODES = 64;

  private final Shape shape;
  private final int layer;
  private final Subtree subtree = new Subtree();
  private final int maxNodes;
  private byte[] hashes;
  private int nodes;
  private long fed;

  /**
   * Begins.
   *
   * @param length the content's length in bytes, which must turn out true
   * @param layer the layer whose nodes are kept; the root's where that is lower
   * @throws IllegalArgumentException if the layer has more than {@link LayerTree#MAX_NODES}
   */
  public ContentHasher(long length, int layer) {
    this.shape = Shape.of(length);
    this.layer = Math.min(layer, shape.rootLayer());
    this.maxNodes = LayerTree.checkedNodes(shape, this.layer);
    this.hashes = new byte[Math.min(FIRST_NODES, maxNodes) * Hash.BYTES];
  }

  /**
   * Goes on where another hasher of the same content was.
   *
   * @param hashes its first nodes, as {@link #nodes(int, int)} returned them
   * @throws IllegalArgumentException if these are more than whole nodes of the content
   */
  public static ContentHasher resumed(long length, int layer, byte[] hashes) {
    ContentHasher hasher = new ContentHasher(length, layer);
    int count = hashes.length / Hash.BYTES;
    long fed = count * hasher.nodeBytes();
    if (hashes.length % Hash.BYTES != 0 || fed > length) {
      throw new IllegalArgumentException(
          "%d bytes are no hashes of nodes within %d bytes".formatted(hashes.length, length));
    }
    if (count > 0) {
      hasher.hashes = hashes.clone();
      hasher.nodes = count;
      hasher.fed = fed;
    }
    return hasher;
  }

  /** How many nodes of the layer were taken in whole. */
  public int nodes() {
    return (int) Math.min(nodes, fed / nodeBytes());
  }

  /** How many bytes were taken in. */
  public long fed() {
    return fed;
  }

  /** Returns the hashes of nodes that were taken in, from one to before another. */
  public byte[] nodes(int from, int to) {
    return Arrays.copyOfRange(hashes, from * Hash.BYTES, to * Hash.BYTES);
  }

  /**
   * Takes in all that remains of the data.
   *
   * @throws IllegalStateException if that is more than the length: the content grew
   */
  public void update(ByteBuffer data) {
    if (data.remaining() > shape.length() - fed) {
      throw new IllegalStateException(
          "the content is longer than the " + shape.length() + " bytes it was said to have");
    }
    while (data.hasRemaining()) {
      int room = Leaves.LEAF_BYTES - (int) (fed % Leaves.LEAF_BYTES);
      int part = Math.min(room, data.remaining());
      subtree.update(data.slice(data.position(), part));
      data.position(data.position() + part);
      fed += part;
      if (part == room || fed == shape.length()) {
        endLeaf();
      }
    }
  }

  /**
   * Returns the content id and the hashes of the layer.
   *
   * @throws IllegalStateException if bytes are missing: the content shrank
   */
  public Hashed finish() {
    if (fed != shape.length()) {
      throw new IllegalStateException(
          "the content has " + fed + " bytes, not the " + shape.length() + " it was said to have");
    }
    LayerTree tree = LayerTree.of(shape.length(), layer, Arrays.copyOf(hashes, nodes * Hash.BYTES));
    return new Hashed(tree.id(), tree);
  }

  private long nodeBytes() {
    return (long) Leaves.LEAF_BYTES << layer;
  }

  private void endLeaf() {
    subtree.endLeaf();
    if (subtree.leaves() < 1L << layer && fed < shape.length()) {
      return;
    }
    if (nodes * Hash.BYTES == hashes.length) {
      hashes = Arrays.copyOf(hashes, Math.min(2 * nodes, maxNodes) * Hash.BYTES);
    }
    subtree.endNode(layer, hashes, nodes++);
  }
}
