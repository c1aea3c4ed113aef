package runnel.mount.tree;

import java.nio.ByteBuffer;

/** What a read came to. */
public sealed interface ReadResult {
  /**
   * Bytes in memory.
   *
   * @param buffer the bytes between position and limit; heap or direct; not changed any more
   */
  record Bytes(ByteBuffer buffer) implements ReadResult {}

  /**
   * Bytes in a local file, for the kernel to fetch without a copy in Java.
   *
   * @param descriptor an open file descriptor of this process, valid until the {@link OpenedFile}
   *     that gave it is closed
   * @param offset where the bytes start in that file
   * @param length how many there are; all are there
   */
  record Region(int descriptor, long offset, int length) implements ReadResult {}
}
