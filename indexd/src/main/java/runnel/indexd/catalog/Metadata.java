package runnel.indexd.catalog;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** The byte form of a file's metadata: pairs of texts, sorted by the key's UTF-8 bytes. */
final class Metadata {
  private static final int KEY_BYTES = 255;
  private static final int VALUE_BYTES = 0xffff;

  private Metadata() {}

  /** Throws {@link IllegalArgumentException} with the reason if no entry can carry it. */
  static void check(Map<String, String> metadata) {
    if (metadata.size() > 255) {
      throw new IllegalArgumentException("a file has at most 255 pieces of metadata");
    }
    if (!metadata.isEmpty() && encode(metadata).length > CatalogLimits.METADATA_BYTES) {
      throw new IllegalArgumentException(
          "a file's metadata has at most " + CatalogLimits.METADATA_BYTES + " bytes; cut it");
    }
  }

  static byte[] encode(Map<String, String> metadata) {
    TreeMap<RawName, byte[]> sorted = new TreeMap<>();
    metadata.forEach((key, value) -> sorted.put(new RawName(utf8(key)), utf8(value)));
    Output out = new Output().u8(sorted.size());
    sorted.forEach((key, value) -> {
      if (key.size() == 0 || key.size() > KEY_BYTES || value.length > VALUE_BYTES) {
        throw new IllegalArgumentException("a key of metadata is empty, or a text too long");
      }
      out.u8(key.size()).bytes(key.bytes()).u16(value.length).bytes(value);
    });
    return out.toBytes();
  }

  static Map<String, String> read(Input in) {
    int start = in.position();
    int count = in.u8();
    if (count == 0) {
      throw in.malformed("metadata is announced but empty");
    }
    Map<String, String> metadata = new LinkedHashMap<>();
    RawName last = new RawName(new byte[0]); // Sorts before every key, so no key can be empty.
    for (int i = 0; i < count; i++) {
      String key = in.text(in.u8());
      RawName raw = new RawName(utf8(key));
      if (raw.compareTo(last) <= 0) {
        throw in.malformed("the keys of metadata are not in order");
      }
      metadata.put(key, in.text(in.u16()));
      last = raw;
    }
    if (in.position() - start > CatalogLimits.METADATA_BYTES) {
      throw in.malformed("a file has more metadata than " + CatalogLimits.METADATA_BYTES);
    }
    return metadata;
  }

  private static byte[] utf8(String text) {
    if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
      throw new IllegalArgumentException("metadata is not valid Unicode");
    }
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
