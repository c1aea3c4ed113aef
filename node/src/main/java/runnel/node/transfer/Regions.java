package runnel.node.transfer;

import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import runnel.node.cache.ByteRange;

/**
 * Fetches the regions of one content in which a program reads here and there, a few at a time.
 * Thread-safe; nothing is called under the lock.
 */
final class Regions implements AutoCloseable {
  // All below are guarded by this.
  private final Neighbourhood neighbourhood;
  private final Queue<ByteRange> waiting = new ArrayDeque<>();
  private int underWay;
  private boolean closed;

  Regions(long contentBytes) {
    this.neighbourhood = new Neighbourhood(contentBytes);
  }

  /**
   * Notes that a program waits for what it jumped to.
   *
   * @param fetch fetches a region, and completes when it is over with that
   */
  void jumped(long offset, Function<ByteRange, CompletableFuture<Void>> fetch) {
    synchronized (this) {
      neighbourhood.jumped(offset).ifPresent(this::enqueue);
    }
    fetchNext(fetch);
  }

  /** Of too many the oldest is forgotten: the program may be elsewhere by now. */
  private void enqueue(ByteRange region) {
    if (waiting.size() >= TransferLimits.REGIONS_WAITING) {
      waiting.remove();
    }
    waiting.add(region);
  }

  private void fetchNext(Function<ByteRange, CompletableFuture<Void>> fetch) {
    next()
        .ifPresent(region -> {
          var _ =
              fetch
                  .apply(region)
                  .whenComplete((done, failure) -> {
                    over();
                    fetchNext(fetch);
                  });
        });
  }

  private synchronized Optional<ByteRange> next() {
    if (closed || underWay >= TransferLimits.REGIONS_AT_ONCE || waiting.isEmpty()) {
      return Optional.empty();
    }
    underWay++;
    return Optional.of(waiting.remove());
  }

  private synchronized void over() {
    underWay--;
  }

  /** Fetches no more of them. */
  @Override
  public synchronized void close() {
    closed = true;
    waiting.clear();
  }
}
