package runnel.indexd.content;

/** The hashes of subtrees that are wholly beyond the end: zero leaves, hashed upward (BEP 52). */
final class Padding {
  private static final Hash[] HASHES = hashes();

  private Padding() {}

  /** Returns the hash of such a subtree whose top is in this layer. */
  static Hash hash(int layer) {
    return HASHES[layer];
  }

  private static Hash[] hashes() {
    Hash[] hashes = new Hash[Shape.MAX_LAYER + 1];
    hashes[0] = Hash.of(new byte[Hash.BYTES]);
    for (int layer = 1; layer < hashes.length; layer++) {
      hashes[layer] = Digester.pair(hashes[layer - 1], hashes[layer - 1]);
    }
    return hashes;
  }
}
