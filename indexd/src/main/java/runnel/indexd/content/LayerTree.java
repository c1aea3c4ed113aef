package runnel.indexd.content;

import java.util.Optional;

/**
 * The upper part of a hash tree, computed from all nodes of one layer. Immutable; thread-safe.
 *
 * <p>Takes twice the layer's 32 bytes per node: 5.2 MB for 5 GiB in layer 2.
 */
public final class LayerTree implements HashSource {
  /**
   * The most nodes of a layer, which bounds a tree to 256 MiB: 256 GiB in layer 2. Longer content
   * needs a higher layer, see {@link #lowestLayer}.
   */
  public static final int MAX_NODES = 1 << 22;

  private final Shape shape;
  private final int lowest;
  private final byte[][] layers;

  private LayerTree(Shape shape, int lowest, byte[][] layers) {
    this.shape = shape;
    this.lowest = lowest;
    this.layers = layers;
  }

  /**
   * Returns the tree over these nodes.
   *
   * <p>It vouches for nothing: who reads the hashes from a store compares {@link #id} afterwards.
   *
   * @param length the content's length in bytes
   * @param layer the nodes' layer, 0 to the root's
   * @param hashes the hashes of all nodes of the layer, without padding; kept, not copied, so it
   *     must not change any more
   * @throws IllegalArgumentException if their number is not the layer's, or too large
   */
  public static LayerTree of(long length, int layer, byte[] hashes) {
    Shape shape = Shape.of(length);
    if (hashes.length != checkedNodes(shape, layer) * Hash.BYTES) {
      throw new IllegalArgumentException(
          "layer "
              + layer
              + " of content of "
              + length
              + " bytes has "
              + shape.nodes(layer)
              + " hashes, not "
              + hashes.length
              + " bytes");
    }
    byte[][] layers = new byte[shape.rootLayer() - layer + 1][];
    layers[0] = hashes;
    Digester digester = new Digester();
    for (int i = 1; i < layers.length; i++) {
      layers[i] = parents(layers[i - 1], layer + i - 1, digester);
    }
    return new LayerTree(shape, layer, layers);
  }

  /** Returns the lowest layer from this one upward that a tree can hold for such a length. */
  public static int lowestLayer(long length, int from) {
    Shape shape = Shape.of(length);
    int layer = Math.min(from, shape.rootLayer());
    while (shape.nodes(layer) > MAX_NODES) {
      layer++;
    }
    return layer;
  }

  /** Returns the id of the content that has these nodes. */
  public ContentId id() {
    return shape.length() == 0
        ? ContentId.EMPTY
        : ContentId.of(shape.length(), Digester.hash(layers[layers.length - 1], 0));
  }

  /** Returns the lowest layer that the tree knows. */
  public int layer() {
    return lowest;
  }

  /** Returns a copy of the lowest layer: 32 bytes for each node, without padding. */
  public byte[] hashes() {
    return layers[0].clone();
  }

  /** Returns the hash of a node or of padding; empty below the lowest layer. */
  @Override
  public Optional<Hash> node(int layer, long index) {
    if (index < 0 || index >= shape.width(layer)) {
      throw new IndexOutOfBoundsException("place " + index + " of layer " + layer);
    }
    if (shape.isPadding(layer, index)) {
      return Optional.of(Padding.hash(layer));
    }
    return layer < lowest
        ? Optional.empty()
        : Optional.of(Digester.hash(layers[layer - lowest], (int) index));
  }

  /** Returns the number of nodes of a layer, of which none was allocated yet. */
  static int checkedNodes(Shape shape, int layer) {
    if (shape.nodes(layer) > MAX_NODES) {
      throw new IllegalArgumentException(
          "layer "
              + layer
              + " of content of "
              + shape.length()
              + " bytes has too many hashes, "
              + shape.nodes(layer)
              + "; take layer "
              + lowestLayer(shape.length(), layer));
    }
    return (int) shape.nodes(layer);
  }

  private static byte[] parents(byte[] children, int layer, Digester digester) {
    int count = children.length / Hash.BYTES;
    byte[] parents = new byte[(count + 1) / 2 * Hash.BYTES];
    for (int i = 0; i + 1 < count; i += 2) {
      digester.pair(children, i, children, i + 1);
      digester.digest(parents, i / 2);
    }
    if (count % 2 == 1) {
      digester.pair(children, count - 1, Padding.hash(layer).bytes(), 0);
      digester.digest(parents, count / 2);
    }
    return parents;
  }
}
