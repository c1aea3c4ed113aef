package runnel.indexd.content;

import java.nio.ByteBuffer;

/** Deterministic content, the same as {@code src/test/oracle/pieces_roots.py} makes. */
final class Samples {
  private Samples() {}

  static byte[] pattern(int size) {
    byte[] bytes = new byte[size];
    for (int i = 0; i < size; i++) {
      bytes[i] = (byte) (i * 167 + (i >> 8) * 13 + (i >> 16) * 101);
    }
    return bytes;
  }

  static Hashed hashed(byte[] content, int layer) {
    ContentHasher hasher = new ContentHasher(content.length, layer);
    hasher.update(ByteBuffer.wrap(content));
    return hasher.finish();
  }
}
