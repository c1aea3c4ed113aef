package runnel.indexd.local;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** An object of a catalog as it is kept: how often it is referred to (u32), and its bytes. */
final class StoredObject {
  private static final int HEADER_BYTES = 4;

  private StoredObject() {}

  static byte[] encode(int references, byte[] object) {
    return ByteBuffer.allocate(HEADER_BYTES + object.length).putInt(references).put(object).array();
  }

  /** Returns the kept bytes with another count of references. */
  static byte[] counted(byte[] stored, int references) {
    byte[] changed = stored.clone();
    ByteBuffer.wrap(changed).putInt(references);
    return changed;
  }

  static int references(byte[] stored) {
    return ByteBuffer.wrap(stored).getInt();
  }

  static byte[] object(byte[] stored) {
    return Arrays.copyOfRange(stored, HEADER_BYTES, stored.length);
  }
}
