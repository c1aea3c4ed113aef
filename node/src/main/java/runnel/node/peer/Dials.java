package runnel.node.peer;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.LongSupplier;
import runnel.indexd.api.Address;

/**
 * Counts the requests to each host that failed, and stops at too many a minute: where peers are is
 * hearsay, and nobody may use this node to storm somebody. An address where the peer was that was
 * looked for counts for itself: a dead node does not stand for the others on its host. Thread-safe.
 */
final class Dials {
  /** Twice a second: a single peer that is away is asked as often, and no host is harmed by it. */
  static final int FAILURES_PER_MINUTE = 120;

  /** Addresses with failures of this minute; beyond that a minute begins anew early. */
  private static final int ADDRESSES_MAX = 10_000;

  private static final long MINUTE_NANOS = Duration.ofMinutes(1).toNanos();

  private final LongSupplier nanoTime;
  // All below are guarded by this.
  private final Map<String, Integer> failures = new HashMap<>();
  private final Map<Address, Outcome> outcomes =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Address, Outcome> eldest) {
          return size() > ADDRESSES_MAX;
        }
      };
  private long minuteBegan;

  /** What is known of an address. */
  private record Outcome(boolean everMet, boolean failedLast, long atNanos) {}

  Dials(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    this.minuteBegan = nanoTime.getAsLong();
  }

  /**
   * Checks that the address may be asked now.
   *
   * @throws IOException if too much failed there within this minute
   */
  synchronized void check(Address where) throws IOException {
    long now = nanoTime.getAsLong();
    if (now - minuteBegan >= MINUTE_NANOS) {
      failures.clear();
      minuteBegan = now;
    }
    if (failures.getOrDefault(counted(where), 0) >= FAILURES_PER_MINUTE) {
      throw new IOException(
          "too many requests to %s failed; it is asked again within a minute"
              .formatted(where.host()));
    }
  }

  /** Notes that the peer was there. */
  synchronized void succeeded(Address where) {
    outcomes.put(where, new Outcome(true, false, nanoTime.getAsLong()));
  }

  /** Notes that a request to the address failed. */
  synchronized void failed(Address where) {
    String counted = counted(where);
    if (failures.size() >= ADDRESSES_MAX && !failures.containsKey(counted)) {
      failures.clear();
    }
    failures.merge(counted, 1, Integer::sum);
    outcomes.put(where, new Outcome(everMet(where), true, nanoTime.getAsLong()));
  }

  /** Says whether the last request to the address failed, not longer ago than that. */
  synchronized boolean failedWithin(Address where, Duration lately) {
    Outcome last = outcomes.get(where);
    return last != null
        && last.failedLast()
        && nanoTime.getAsLong() - last.atNanos() < lately.toNanos();
  }

  private boolean everMet(Address where) {
    Outcome last = outcomes.get(where);
    return last != null && last.everMet();
  }

  private String counted(Address where) {
    String host = where.host().toLowerCase(Locale.ROOT);
    return everMet(where) ? host + " " + where.port() : host;
  }
}
