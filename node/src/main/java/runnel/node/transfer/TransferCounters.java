package runnel.node.transfer;

import java.util.concurrent.atomic.LongAdder;

/** What was moved since the start. Thread-safe. */
public final class TransferCounters {
  private final LongAdder bytes = new LongAdder();
  private final LongAdder chunks = new LongAdder();
  private final LongAdder refusedChunks = new LongAdder();
  private final LongAdder failures = new LongAdder();

  /** Bytes that came from peers, verified or, before they are hashed, vouched for by the owner. */
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

  /** Bytes that nothing but their owner's connection vouches for. */
  void vouchedFor(int length) {
    bytes.add(length);
  }

  void refused() {
    refusedChunks.increment();
  }

  void sourceFailed() {
    failures.increment();
  }
}
