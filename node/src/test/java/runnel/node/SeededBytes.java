package runnel.node;

import java.nio.ByteBuffer;
import java.util.Random;
import runnel.indexd.content.ContentHasher;
import runnel.indexd.content.ContentId;
import runnel.indexd.content.Hashed;

/** Bytes that look random and are the same in every run. */
public final class SeededBytes {
  /** The layer of the hash tree that nodes keep: 64 KiB each. */
  private static final int LAYER = 2;

  private SeededBytes() {}

  /** Returns as many; of another length they are other ones. */
  public static byte[] of(int length) {
    return of(length, length);
  }

  public static byte[] of(long seed, int length) {
    byte[] bytes = new byte[length];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }

  /** Hashes any bytes as an owner does. */
  public static Hashed hashed(byte[] bytes) {
    ContentHasher hasher = new ContentHasher(bytes.length, LAYER);
    hasher.update(ByteBuffer.wrap(bytes));
    return hasher.finish();
  }

  public static ContentId id(byte[] bytes) {
    return hashed(bytes).id();
  }
}
