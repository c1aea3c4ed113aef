package runnel.node.transfer;

import java.util.concurrent.CompletableFuture;
import runnel.mount.tree.ReadResult;

/** One open of something that peers have. Thread-safe. */
public sealed interface Opened extends AutoCloseable permits Reading, VersionReading {
  /**
   * Begins to read, and returns at once: what hashes, fetches or waits is done by other threads.
   *
   * @param offset 0 or more; at or beyond the end gives no bytes
   * @param length 1 or more bytes
   * @return completes with all bytes asked for up to the end, or with a {@code NodeException},
   *     within {@link TransferLimits#READ_DEADLINE}
   */
  CompletableFuture<ReadResult> read(long offset, int length);

  /** Ends it; idempotent. */
  @Override
  void close();
}
