package runnel.node.index;

import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import runnel.indexd.api.Address;

/**
 * How often addresses may be dialled that others name, so that nobody can use this node to storm a
 * victim: each failure of an address doubles its wait, and a minute has so many dials for hearsay
 * to one host, and so many in all. Used by one thread.
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

  /**
   * First tries of hosts, beside the others: enough to find one that is there among all addresses
   * of a network of 254 within a minute or so, and none of those gets more than one.
   */
  static final int FIRST_TRIES_PER_MINUTE = 240;

  /** After so long a try is a first one again. */
  static final Duration TRIED_FOR = Duration.ofMinutes(10);

  /** Candidates of a real network rarely fail; more than so many in a minute are invented. */
  static final int DOUBT_AFTER = 6;

  /** More addresses, and hosts, than hints are remembered. */
  private static final int ADDRESSES_MAX = 1_024;

  private static final long MINUTE_NANOS = Duration.ofMinutes(1).toNanos();

  private final LongSupplier nanoTime;
  private final Map<String, Integer> dialsByHost = new HashMap<>();
  private final Map<Address, Wait> waits = new Latest<>();
  private final Map<String, Tries> triesByHost = new Latest<>();
  private int dials;
  private int firstTries;
  private int failures;
  private long minuteBegan;
  private Optional<Long> doubtsUntil = Optional.empty();

  private record Wait(long untilNanos, Duration length) {}

  private record Tries(long lastNanos, int count) {}

  private static final class Latest<K, V> extends LinkedHashMap<K, V> {
    private static final long serialVersionUID = 1;

    Latest() {
      super(16, 0.75f, true);
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
      return size() > ADDRESSES_MAX;
    }
  }

  DialBudget(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    this.minuteBegan = nanoTime.getAsLong();
  }

  /** Takes a dial, if there is one left for this hint now. */
  boolean take(Hint hint) {
    long now = nanoTime.getAsLong();
    turnMinute(now);
    Wait wait = waits.get(hint.address());
    if (wait != null && wait.untilNanos() - now > 0) {
      return false;
    }
    return hint.origin() != Origin.HEARD || takeHearsay(hint.address().host(), now);
  }

  /** How often that host was tried lately for hearsay. */
  int tries(String host) {
    return lately(host, nanoTime.getAsLong()).map(Tries::count).orElse(0);
  }

  /** Whether so much of what was heard lately was wrong that what a beacon promises is nothing. */
  boolean doubtsPromises() {
    return doubtsUntil.filter(until -> until - nanoTime.getAsLong() > 0).isPresent();
  }

  /** It was not there, or is not what is wanted. */
  void failed(Hint hint) {
    Wait last = waits.get(hint.address());
    Duration next = last == null ? WAIT_FIRST : last.length().multipliedBy(2);
    Duration most = hint.given() ? GIVEN_WAIT_MAX : WAIT_MAX;
    Duration length = next.compareTo(most) > 0 ? most : next;
    waits.put(hint.address(), new Wait(nanoTime.getAsLong() + length.toNanos(), length));
    if (hint.origin() == Origin.HEARD) {
      doubt();
    }
  }

  void succeeded(Address address) {
    waits.remove(address);
  }

  private void turnMinute(long now) {
    if (now - minuteBegan >= MINUTE_NANOS) {
      minuteBegan = now;
      dials = 0;
      firstTries = 0;
      failures = 0;
      dialsByHost.clear();
    }
  }

  private void doubt() {
    long now = nanoTime.getAsLong();
    turnMinute(now);
    failures++;
    if (failures >= DOUBT_AFTER) {
      doubtsUntil = Optional.of(now + TRIED_FOR.toNanos());
    }
  }

  private boolean takeHearsay(String host, long now) {
    Optional<Tries> before = lately(host, now);
    boolean isFirst = before.isEmpty() && firstTries < FIRST_TRIES_PER_MINUTE;
    if (dialsByHost.getOrDefault(host, 0) >= HEARSAY_PER_HOST_AND_MINUTE
        || (!isFirst && dials >= HEARSAY_PER_MINUTE)) {
      return false;
    }
    firstTries += isFirst ? 1 : 0;
    dials += isFirst ? 0 : 1;
    dialsByHost.merge(host, 1, Integer::sum);
    triesByHost.put(host, new Tries(now, 1 + before.map(Tries::count).orElse(0)));
    return true;
  }

  private Optional<Tries> lately(String host, long now) {
    return Optional.ofNullable(triesByHost.get(host))
        .filter(tries -> now - tries.lastNanos() < TRIED_FOR.toNanos());
  }
}
