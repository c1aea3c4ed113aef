package runnel.node.share;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import runnel.indexd.catalog.CatalogLimits;

/** Metadata as the store keeps it; see the package's description. */
final class Pairs {
  private Pairs() {}

  static byte[] encode(Map<String, String> metadata) {
    ByteBuffer row = ByteBuffer.allocate(CatalogLimits.METADATA_BYTES);
    row.put((byte) metadata.size());
    new TreeMap<>(metadata)
        .forEach((key, value) -> {
          row.put((byte) key.getBytes(UTF_8).length).put(key.getBytes(UTF_8));
          row.putShort((short) value.getBytes(UTF_8).length).put(value.getBytes(UTF_8));
        });
    return Arrays.copyOf(row.array(), row.position());
  }

  static Map<String, String> decode(byte[] value) {
    ByteBuffer row = ByteBuffer.wrap(value);
    Map<String, String> metadata = new TreeMap<>();
    for (int left = Byte.toUnsignedInt(row.get()); left > 0; left--) {
      String key = text(row, Byte.toUnsignedInt(row.get()));
      metadata.put(key, text(row, Short.toUnsignedInt(row.getShort())));
    }
    return metadata;
  }

  private static String text(ByteBuffer row, int length) {
    byte[] utf8 = new byte[length];
    row.get(utf8);
    return new String(utf8, UTF_8);
  }
}
