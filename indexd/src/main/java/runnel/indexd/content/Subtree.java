package runnel.indexd.content;

import java.nio.ByteBuffer;

/**
 * Folds leaves, as they come, into the hash of the node above them. Not thread-safe.
 *
 * <p>Works like a binary counter: for each bit set in the number of leaves, one finished node waits
 * in that layer for its right sibling.
 */
final class Subtree {
  private final Digester digester = new Digester();
  private final byte[] waiting = new byte[(Shape.MAX_LAYER + 1) * Hash.BYTES];
  private final byte[] current = new byte[Hash.BYTES];
  private long leaves;

  /** Takes in bytes of the current leaf: all that remains of the data. */
  void update(ByteBuffer data) {
    digester.update(data);
  }

  /** Ends the current leaf. */
  void endLeaf() {
    digester.digest(current, 0);
    int layer = 0;
    for (; (leaves >> layer & 1) == 1; layer++) {
      digester.pair(waiting, layer, current, 0);
      digester.digest(current, 0);
    }
    System.arraycopy(current, 0, waiting, layer * Hash.BYTES, Hash.BYTES);
    leaves++;
  }

  /** Returns how many leaves were ended since the last node. */
  long leaves() {
    return leaves;
  }

  /** Writes the node over the leaves, at least one, padded up to this layer; and begins anew. */
  void endNode(int layer, byte[] hashes, int place) {
    int lowest = Long.numberOfTrailingZeros(leaves);
    System.arraycopy(waiting, lowest * Hash.BYTES, current, 0, Hash.BYTES);
    for (int i = lowest; i < layer; i++) {
      if (i > lowest && (leaves >> i & 1) == 1) {
        digester.pair(waiting, i, current, 0);
      } else {
        digester.pair(current, 0, Padding.hash(i).bytes(), 0);
      }
      digester.digest(current, 0);
    }
    System.arraycopy(current, 0, hashes, place * Hash.BYTES, Hash.BYTES);
    leaves = 0;
  }
}
