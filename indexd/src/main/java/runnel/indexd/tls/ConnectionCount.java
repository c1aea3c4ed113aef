package runnel.indexd.tls;

import java.util.concurrent.atomic.AtomicLong;

/** Counts the connections of a listener. Thread-safe. */
public final class ConnectionCount {
  private final AtomicLong open = new AtomicLong();
  private final AtomicLong refused = new AtomicLong();

  /** Returns how many are open, those included that have not shown a key yet. */
  public long open() {
    return open.get();
  }

  /** Returns how many were closed at once because their peer or address had too many. */
  public long refused() {
    return refused.get();
  }

  void opened() {
    var _ = open.incrementAndGet();
  }

  void closed() {
    var _ = open.decrementAndGet();
  }

  void refusedOne() {
    var _ = refused.incrementAndGet();
  }
}
