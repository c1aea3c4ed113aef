package runnel.node.transfer;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import runnel.indexd.content.ContentId;
import runnel.node.cache.Cache;

/** The engine that brings content into the cache for whoever reads it. Thread-safe. */
public final class Transfer {
  private final Cache cache;
  private final TransferCounters counters = new TransferCounters();
  private final SourceCaller caller;
  // Guarded by this: contents that are open, with the number of their readings.
  private final Map<ContentId, Shared> open = new HashMap<>();

  /**
   * @param nanoTime a monotonic clock, as {@code System::nanoTime}
   */
  public Transfer(Cache cache, LongSupplier nanoTime) {
    this.cache = cache;
    this.caller = new SourceCaller(nanoTime, counters);
  }

  /** Returns what was moved since the start. */
  public TransferCounters counters() {
    return counters;
  }

  /**
   * Opens content for reading; fetches nothing yet.
   *
   * @param content not the empty one
   * @param sources who may have it, the best first
   * @return to be closed by the caller
   */
  public Reading open(ContentId content, List<Source> sources) {
    ContentFetch fetch = join(content).orElseGet(() -> begin(content));
    try {
      return new Reading(cache.open(content), fetch, sources, () -> release(content));
    } catch (RuntimeException e) {
      release(content);
      throw e;
    }
  }

  private synchronized Optional<ContentFetch> join(ContentId content) {
    Optional<Shared> shared = Optional.ofNullable(open.get(content));
    shared.ifPresent(known -> known.readings++);
    return shared.map(known -> known.fetch);
  }

  private ContentFetch begin(ContentId content) {
    // Opening the cache's file is I/O, so it is done without the lock; the later of two gives way.
    ContentFetch mine = new ContentFetch(content, cache.open(content), caller, counters);
    ContentFetch winner;
    synchronized (this) {
      Shared shared = open.computeIfAbsent(content, absent -> new Shared(mine));
      shared.readings++;
      winner = shared.fetch;
    }
    if (winner != mine) {
      mine.close();
    }
    return winner;
  }

  private void release(ContentId content) {
    ContentFetch unused = null;
    synchronized (this) {
      Shared shared = open.get(content);
      shared.readings--;
      if (shared.readings == 0) {
        open.remove(content);
        unused = shared.fetch;
      }
    }
    if (unused != null) {
      unused.close();
    }
  }

  private static final class Shared {
    private final ContentFetch fetch;
    private int readings;

    Shared(ContentFetch fetch) {
      this.fetch = fetch;
    }
  }
}
