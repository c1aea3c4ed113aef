package runnel.node.transfer;

import java.util.concurrent.atomic.LongAdder;

/** What was moved since the start. Thread-safe. */
public final class TransferCounters {
  private final LongAdder bytes = new LongAdder();
  private final LongAdder chunks = new LongAdder();
  private final LongAdder refusedChunks = new LongAdder();
  private final LongAdder failures = new LongAdder();

  /** Verified bytes that came from peers. */
  public long bytesFetched() {
    return bytes.sum();
  }

  /** Verified nodes of 64 KiB, or shorter at an end, that came from peers. */
  public long chunksFetched() {
    return chunks.sum();
  }

  /** Nodes that failed their hash. */
  public long chunksRefused() {
    return refusedChunks.sum();
  }

  /** Requests to peers that failed. */
  public long sourceFailures() {
    return failures.sum();
  }

  void fetched(int length) {
    bytes.add(length);
    chunks.increment();
  }

  void refused() {
    refusedChunks.increment();
  }

  void sourceFailed() {
    failures.increment();
  }
}
