package runnel.node.peer;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import runnel.indexd.content.ContentId;

/**
 * Which contents of others this node may pass on: those of which an owner said, itself and lately,
 * that it shares them with everybody. Kept in memory only. Thread-safe.
 */
public final class Leases {
  /** What an owner withdraws is passed on for so long at most. */
  static final Duration VALID = Duration.ofMinutes(10);

  private static final int CONTENTS_MAX = 10_000;

  private final LongSupplier nanoTime;

  /** When an owner said so last. Guarded by itself. */
  private final Map<ContentId, Long> said =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<ContentId, Long> eldest) {
          return size() > CONTENTS_MAX;
        }
      };

  /**
   * @param nanoTime a monotonic clock, as {@code System::nanoTime}
   */
  public Leases(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /** An owner says just now that it shares the content. */
  public void renew(ContentId content) {
    synchronized (said) {
      said.put(content, nanoTime.getAsLong());
    }
  }

  /** Says whether the content may be passed on. */
  public boolean allow(ContentId content) {
    synchronized (said) {
      Long at = said.get(content);
      return at != null && nanoTime.getAsLong() - at < VALID.toNanos();
    }
  }
}
