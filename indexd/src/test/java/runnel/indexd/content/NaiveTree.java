package runnel.indexd.content;

import java.util.Arrays;
import java.util.Optional;

/** The hash tree as BEP 52 words it, recursively and slowly: the model to test against. */
final class NaiveTree implements HashSource {
  private static final int LEAF = 16384;

  private final byte[] content;

  NaiveTree(byte[] content) {
    this.content = content;
  }

  byte[] content() {
    return content;
  }

  int rootLayer() {
    int layer = 0;
    while ((long) LEAF << layer < content.length) {
      layer++;
    }
    return layer;
  }

  Hash root() {
    return hash(rootLayer(), 0);
  }

  @Override
  public Optional<Hash> node(int layer, long index) {
    return Optional.of(hash(layer, index));
  }

  Hash hash(int layer, long index) {
    if (layer > 0) {
      return Hash.digest(
          hash(layer - 1, 2 * index).bytes(), hash(layer - 1, 2 * index + 1).bytes());
    }
    long from = index * LEAF;
    return from >= content.length
        ? Hash.of(new byte[32])
        : Hash.digest(
            Arrays.copyOfRange(content, (int) from, (int) Math.min(from + LEAF, content.length)));
  }
}
