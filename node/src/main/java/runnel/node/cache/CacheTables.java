package runnel.node.cache;

import java.nio.ByteBuffer;
import java.util.Optional;
import runnel.indexd.content.ContentId;
import runnel.indexd.content.Hash;
import runnel.indexd.store.Table;

/** The cache's keys and values; the layouts are documented in the package's description. */
final class CacheTables {
  static final Table CONTENTS = new Table("contents");
  static final Table RANGES = new Table("ranges");
  static final Table NODES = new Table("nodes");
  static final Table PINNED = new Table("pinned");

  /** Hashes in one value of {@link #NODES}: 32 KiB, the units of 64 MiB. */
  static final int SEGMENT_HASHES = 1024;

  static final int CONTENT_KEY_BYTES = Long.BYTES + Hash.BYTES;

  /**
   * What is known of one content.
   *
   * @param use grows with each use of any content: the smallest is the least recently used
   * @param bytes what its marked parts take on disk
   */
  record Kept(long use, long bytes) {
    byte[] value() {
      return ByteBuffer.allocate(2 * Long.BYTES).putLong(use).putLong(bytes).array();
    }

    static Kept parse(byte[] value) {
      ByteBuffer buffer = ByteBuffer.wrap(value);
      return new Kept(buffer.getLong(), buffer.getLong());
    }
  }

  private CacheTables() {}

  static byte[] contentKey(ContentId id) {
    return putContent(ByteBuffer.allocate(CONTENT_KEY_BYTES), id).array();
  }

  static ContentId content(byte[] key) {
    ByteBuffer buffer = ByteBuffer.wrap(key);
    long length = buffer.getLong();
    byte[] root = new byte[Hash.BYTES];
    buffer.get(root);
    return ContentId.of(length, Hash.of(root));
  }

  static byte[] rangeKey(ContentId id, LeafRange run) {
    return putContent(ByteBuffer.allocate(CONTENT_KEY_BYTES + Long.BYTES), id)
        .putLong(run.first())
        .array();
  }

  static byte[] rangeValue(LeafRange run) {
    return ByteBuffer.allocate(Long.BYTES).putLong(run.end()).array();
  }

  static LeafRange range(byte[] key, byte[] value) {
    return new LeafRange(
        ByteBuffer.wrap(key).getLong(CONTENT_KEY_BYTES), ByteBuffer.wrap(value).getLong());
  }

  /** Returns the key of the segment that the node is in; see {@link #hasKey}. */
  static byte[] nodeKey(ContentId id, NodeAt node) {
    return putContent(ByteBuffer.allocate(CONTENT_KEY_BYTES + 1 + Integer.BYTES), id)
        .put((byte) node.layer())
        .putInt((int) (node.index() / SEGMENT_HASHES))
        .array();
  }

  /** Says whether the node's segment has a number of 32 bits: up to 2⁵⁸ bytes all do. */
  static boolean hasKey(NodeAt node) {
    return node.index() / SEGMENT_HASHES < 1L << Integer.SIZE;
  }

  /** Returns an empty segment of the layer's length there: no hash known. */
  static byte[] emptySegment(Units units, NodeAt node) {
    long first = node.index() / SEGMENT_HASHES * SEGMENT_HASHES;
    long nodes = Math.min(SEGMENT_HASHES, units.shape().nodes(node.layer()) - first);
    return new byte[(int) nodes * Hash.BYTES];
  }

  static void putHash(byte[] segment, NodeAt node, Hash hash) {
    System.arraycopy(hash.bytes(), 0, segment, offset(node), Hash.BYTES);
  }

  static Optional<Hash> hash(byte[] segment, NodeAt node) {
    byte[] bytes = new byte[Hash.BYTES];
    System.arraycopy(segment, offset(node), bytes, 0, Hash.BYTES);
    for (byte octet : bytes) {
      if (octet != 0) {
        return Optional.of(Hash.of(bytes));
      }
    }
    return Optional.empty();
  }

  private static int offset(NodeAt node) {
    return (int) (node.index() % SEGMENT_HASHES) * Hash.BYTES;
  }

  private static ByteBuffer putContent(ByteBuffer key, ContentId id) {
    return key.putLong(id.length()).put(id.root().orElseThrow().bytes());
  }
}
