package runnel.node.peer;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import runnel.indexd.content.Hash;

/** Hashes on the wire: 32 raw bytes each, one after the other. */
final class HashList {
  private HashList() {}

  static byte[] bytes(List<Hash> hashes) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(hashes.size() * Hash.BYTES);
    hashes.forEach(hash -> bytes.writeBytes(hash.bytes()));
    return bytes.toByteArray();
  }

  /**
   * Parses them.
   *
   * @throws IllegalArgumentException if the length is no multiple of 32
   */
  static List<Hash> parse(byte[] bytes) {
    if (bytes.length % Hash.BYTES != 0) {
      throw new IllegalArgumentException("hashes have 32 bytes each, not " + bytes.length);
    }
    List<Hash> hashes = new ArrayList<>(bytes.length / Hash.BYTES);
    for (int at = 0; at < bytes.length; at += Hash.BYTES) {
      hashes.add(Hash.of(Arrays.copyOfRange(bytes, at, at + Hash.BYTES)));
    }
    return hashes;
  }
}
