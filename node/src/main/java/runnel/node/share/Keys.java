package runnel.node.share;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import runnel.indexd.catalog.EntryName;
import runnel.indexd.content.ContentId;
import runnel.indexd.content.Hash;
import runnel.indexd.store.Table;

/** The tables and keys of the share's store; see the package's description. */
final class Keys {
  static final int SCHEMA_VERSION = 1;

  static final Table FOLDERS = new Table("folders");
  static final Table ENTRIES = new Table("entries");
  static final Table PENDING = new Table("pending");
  static final Table CONTENTS = new Table("contents");
  static final Table UNUSED = new Table("unused");
  static final Table TREES = new Table("trees");
  static final Table OBJECTS = new Table("objects");
  static final Table PARTS = new Table("parts");
  static final Table STALE = new Table("stale");
  static final Table IMPORTS = new Table("imports");
  static final Table PARTIAL = new Table("partial");
  static final Table UNDESCRIBED = new Table("undescribed");
  static final Table METADATA = new Table("metadata");
  static final Table MOVED = new Table("moved");
  static final Table META = new Table("meta");
  static final List<Table> ALL =
      List.of(
          FOLDERS,
          ENTRIES,
          PENDING,
          CONTENTS,
          UNUSED,
          TREES,
          OBJECTS,
          PARTS,
          STALE,
          IMPORTS,
          PARTIAL,
          UNDESCRIBED,
          METADATA,
          MOVED,
          META);

  static final byte[] SALT = "salt".getBytes(US_ASCII);
  static final byte[] DEVICE = "device".getBytes(US_ASCII);
  static final byte[] PACE = "pace".getBytes(US_ASCII);
  static final byte[] HEAD = "head".getBytes(US_ASCII);

  private static final int CONTENT_BYTES = Long.BYTES + Hash.BYTES;

  private Keys() {}

  /** Where an entry is: the number of its folder, and its name there. */
  record Place(long folder, EntryName name) {
    byte[] key() {
      byte[] utf8 = name.utf8();
      return ByteBuffer.allocate(Long.BYTES + utf8.length).putLong(folder).put(utf8).array();
    }

    static Place of(byte[] key) {
      return at(key, 0);
    }

    private static Place at(byte[] key, int from) {
      return new Place(
          ByteBuffer.wrap(key).getLong(from),
          EntryName.of(Arrays.copyOfRange(key, from + Long.BYTES, key.length)));
    }
  }

  static byte[] folder(long number) {
    return ByteBuffer.allocate(Long.BYTES).putLong(number).array();
  }

  static long folder(byte[] key) {
    return ByteBuffer.wrap(key).getLong();
  }

  /** The begin of all keys about some content; 32 zero bytes stand for the root of the empty. */
  static byte[] content(ContentId id) {
    ByteBuffer key = ByteBuffer.allocate(CONTENT_BYTES).putLong(id.length());
    id.root().ifPresent(root -> key.put(root.bytes()));
    return key.array();
  }

  static ContentId contentOf(byte[] key) {
    ByteBuffer bytes = ByteBuffer.wrap(key);
    long length = bytes.getLong();
    byte[] root = new byte[Hash.BYTES];
    bytes.get(root);
    return length == 0 ? ContentId.EMPTY : ContentId.of(length, Hash.of(root));
  }

  static byte[] contentAt(ContentId id, Place place) {
    return join(content(id), place.key());
  }

  static Place placeOfContent(byte[] key) {
    return Place.at(key, CONTENT_BYTES);
  }

  static byte[] tree(ContentId id, int layer, int segment) {
    return join(
        content(id),
        ByteBuffer.allocate(1 + Integer.BYTES).put((byte) layer).putInt(segment).array());
  }

  static byte[] stale(long millis, Hash object) {
    return join(folder(millis), object.bytes());
  }

  static byte[] join(byte[] first, byte[] second) {
    byte[] joined = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, joined, first.length, second.length);
    return joined;
  }
}
