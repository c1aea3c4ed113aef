package runnel.indexd.catalog;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import runnel.indexd.content.Hash;

/** Writes big-endian fields. Not thread-safe. */
final class Output {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  Output u8(int value) {
    bytes.write(value);
    return this;
  }

  Output u16(int value) {
    return u8(value >> 8).u8(value);
  }

  Output u32(int value) {
    return u16(value >> 16).u16(value);
  }

  Output i64(long value) {
    return bytes(ByteBuffer.allocate(Long.BYTES).putLong(value).array());
  }

  Output bytes(byte[] value) {
    bytes.writeBytes(value);
    return this;
  }

  Output hash(Hash hash) {
    return bytes(hash.bytes());
  }

  byte[] toBytes() {
    return bytes.toByteArray();
  }
}
