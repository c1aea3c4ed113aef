package runnel.node.peer;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.LongSupplier;
import runnel.indexd.api.Address;

/**
 * Counts the requests to each host that failed, and stops at too many a minute: where peers are is
 * hearsay, and nobody may use this node to storm somebody. Thread-safe.
 */
final class Dials {
  /** Twice a second: a single peer that is away is asked as often, and no host is harmed by it. */
  static final int FAILURES_PER_MINUTE = 120;

  /** Hosts of failures of this minute; beyond that a minute begins anew early. */
  private static final int HOSTS_MAX = 10_000;

  private static final long MINUTE_NANOS = Duration.ofMinutes(1).toNanos();

  private final LongSupplier nanoTime;
  // All below are guarded by this.
  private final Map<String, Integer> failures = new HashMap<>();
  private long minuteBegan;

  Dials(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    this.minuteBegan = nanoTime.getAsLong();
  }

  /**
   * Checks that the host may be asked now.
   *
   * @throws IOException if too much failed there within this minute
   */
  synchronized void check(Address where) throws IOException {
    long now = nanoTime.getAsLong();
    if (now - minuteBegan >= MINUTE_NANOS) {
      failures.clear();
      minuteBegan = now;
    }
    if (failures.getOrDefault(host(where), 0) >= FAILURES_PER_MINUTE) {
      throw new IOException(
          "too many requests to %s failed; it is asked again within a minute"
              .formatted(where.host()));
    }
  }

  /** Notes that a request to the host failed. */
  synchronized void failed(Address where) {
    if (failures.size() >= HOSTS_MAX && !failures.containsKey(host(where))) {
      failures.clear();
    }
    failures.merge(host(where), 1, Integer::sum);
  }

  private static String host(Address where) {
    return where.host().toLowerCase(Locale.ROOT);
  }
}
