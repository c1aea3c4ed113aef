package runnel.node.index;

import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import runnel.indexd.api.Address;

/**
 * How often addresses may be dialled that others name, so that nobody can use this node to storm a
 * victim: each failure of an address doubles its wait, and a minute has so many dials for hearsay
 * in all. Used by one thread.
 */
final class DialBudget {
  static final Duration WAIT_FIRST = Duration.ofSeconds(1);
  static final Duration WAIT_MAX = Duration.ofMinutes(1);

  /** The user wants that one, so it is used again soon after it is back. */
  static final Duration GIVEN_WAIT_MAX = Duration.ofSeconds(5);

  /** Enough to walk through the candidates of any real network within a minute. */
  static final int HEARSAY_PER_MINUTE = 30;

  /** Several nodes may run on one host. */
  static final int HEARSAY_PER_HOST_AND_MINUTE = 6;

  /** More addresses than hints are remembered. */
  private static final int ADDRESSES_MAX = 1_024;

  private static final long MINUTE_NANOS = Duration.ofMinutes(1).toNanos();

  private final LongSupplier nanoTime;
  private final Map<String, Integer> dialsByHost = new HashMap<>();
  private int dials;
  private long minuteBegan;

  private final Map<Address, Wait> waits =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Address, Wait> eldest) {
          return size() > ADDRESSES_MAX;
        }
      };

  private record Wait(long untilNanos, Duration length) {}

  DialBudget(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    this.minuteBegan = nanoTime.getAsLong();
  }

  /** Takes a dial, if there is one left for this hint now. */
  boolean take(Hint hint) {
    long now = nanoTime.getAsLong();
    if (now - minuteBegan >= MINUTE_NANOS) {
      minuteBegan = now;
      dials = 0;
      dialsByHost.clear();
    }
    Wait wait = waits.get(hint.address());
    if (wait != null && wait.untilNanos() - now > 0) {
      return false;
    }
    return hint.origin() != Origin.HEARD || takeHearsay(hint.address().host());
  }

  /** It was not there, or is not what is wanted. */
  void failed(Hint hint) {
    Wait last = waits.get(hint.address());
    Duration next = last == null ? WAIT_FIRST : last.length().multipliedBy(2);
    Duration most = hint.given() ? GIVEN_WAIT_MAX : WAIT_MAX;
    Duration length = next.compareTo(most) > 0 ? most : next;
    waits.put(hint.address(), new Wait(nanoTime.getAsLong() + length.toNanos(), length));
  }

  void succeeded(Address address) {
    waits.remove(address);
  }

  private boolean takeHearsay(String host) {
    if (dials >= HEARSAY_PER_MINUTE
        || dialsByHost.getOrDefault(host, 0) >= HEARSAY_PER_HOST_AND_MINUTE) {
      return false;
    }
    dials++;
    dialsByHost.merge(host, 1, Integer::sum);
    return true;
  }
}
