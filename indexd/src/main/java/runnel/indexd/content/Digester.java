package runnel.indexd.content;

import java.nio.ByteBuffer;
import java.security.DigestException;
import java.security.MessageDigest;
import java.util.Arrays;

/**
 * SHA-256 into flat arrays of hashes, without an object for each. Not thread-safe.
 *
 * <p>Places in arrays are counted in hashes, not in bytes.
 */
final class Digester {
  private final MessageDigest sha = Hash.sha256();

  /** Returns the hash of the parent of two nodes. */
  static Hash pair(Hash left, Hash right) {
    return Hash.digest(left.bytes(), right.bytes());
  }

  /** Returns the hash at this place. */
  static Hash hash(byte[] hashes, int place) {
    int at = place * Hash.BYTES;
    return Hash.of(Arrays.copyOfRange(hashes, at, at + Hash.BYTES));
  }

  /** Takes in all that remains of the data. */
  void update(ByteBuffer data) {
    sha.update(data);
  }

  /** Takes in two hashes, from which {@link #digest} makes their parent. */
  void pair(byte[] lefts, int left, byte[] rights, int right) {
    sha.update(lefts, left * Hash.BYTES, Hash.BYTES);
    sha.update(rights, right * Hash.BYTES, Hash.BYTES);
  }

  /** Writes the digest of what was taken in to a place, and begins anew. */
  void digest(byte[] hashes, int place) {
    try {
      sha.digest(hashes, place * Hash.BYTES, Hash.BYTES);
    } catch (DigestException e) {
      throw new IllegalStateException("no room for a hash at " + place, e);
    }
  }
}
