package runnel.node.share;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import runnel.indexd.catalog.VersionTag;
import runnel.indexd.content.Hash;
import runnel.indexd.store.WriteView;
import runnel.node.beneath.FileFacts;

/**
 * What was hashed so far of big files, so that hashing goes on there after a restart: the nodes of
 * the lowest layer kept, in segments, under the facts of the file that was read. Thread-safe.
 */
final class Parts {
  /** Nodes for each segment: of 64 KiB each that is 1 GiB, which is hashed in a second. */
  static final int SEGMENT = 1 << 14;

  /** Smaller files have no whole segment. */
  private static final long FILE_BYTES_MIN = (long) SEGMENT << 16;

  private final ShareStore store;

  Parts(ShareStore store) {
    this.store = store;
  }

  /** Returns the first nodes' hashes of the file under just these facts; none as a rule. */
  byte[] of(FileFacts facts) {
    ByteArrayOutputStream hashes = new ByteArrayOutputStream();
    if (facts.size() >= FILE_BYTES_MIN) {
      store
          .store()
          .read(view -> {
            hashes.reset();
            view.scan(
                Keys.PARTIAL,
                file(facts),
                (key, value) -> isNext(key, value, facts, hashes) && take(value, hashes));
            return hashes.size();
          });
    }
    return hashes.toByteArray();
  }

  static void put(WriteView view, FileFacts facts, int segment, byte[] hashes) {
    view.put(Keys.PARTIAL, key(facts, segment), Keys.join(tag(facts), hashes));
  }

  /** Forgets what is known of a file, under whatever facts. */
  static void drop(WriteView view, FileFacts facts) {
    if (facts.size() < FILE_BYTES_MIN) {
      return;
    }
    List<byte[]> keys = new ArrayList<>();
    view.scan(Keys.PARTIAL, file(facts), (key, value) -> keys.add(key));
    keys.forEach(key -> view.delete(Keys.PARTIAL, key));
  }

  private static boolean isNext(
      byte[] key, byte[] value, FileFacts facts, ByteArrayOutputStream before) {
    int segment = before.size() / Hash.BYTES / SEGMENT;
    return Arrays.equals(key, key(facts, segment))
        && Arrays.equals(value, 0, VersionTag.BYTES, tag(facts), 0, VersionTag.BYTES);
  }

  private static boolean take(byte[] value, ByteArrayOutputStream hashes) {
    hashes.write(value, VersionTag.BYTES, value.length - VersionTag.BYTES);
    return true;
  }

  private static byte[] file(FileFacts facts) {
    return ByteBuffer.allocate(2 * Long.BYTES)
        .putLong(facts.device())
        .putLong(facts.inode())
        .array();
  }

  private static byte[] key(FileFacts facts, int segment) {
    return Keys.join(file(facts), ByteBuffer.allocate(Integer.BYTES).putInt(segment).array());
  }

  /** Stays in the store, so that it needs no salt. */
  private static byte[] tag(FileFacts facts) {
    return Builder.tag(new byte[0], facts).bytes();
  }
}
