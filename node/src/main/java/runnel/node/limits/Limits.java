package runnel.node.limits;

import java.util.EnumMap;
import java.util.Map;

/**
 * What was set. Immutable.
 *
 * @param set only what differs from the usual; rates in bytes per second, 0 for none
 */
public record Limits(Map<LimitKey, Long> set) {
  /** Nothing was set. */
  public static final Limits USUAL = new Limits(Map.of());

  /** Half of what a listener serves at a time: the other half is for catalogs and the index. */
  static final long SLOTS_USUAL = 256;

  /** So many peers can wait in turn for a few KiB each without one taking it for silence. */
  static final long RATE_LEAST = 16_000;

  public Limits {
    set = Map.copyOf(set);
  }

  /** The value that holds. */
  public long of(LimitKey key) {
    return set.getOrDefault(key, key.usual());
  }

  /**
   * Returns these with one set.
   *
   * @param value as people write it: {@code 2MB}, {@code unlimited}, {@code 40}
   * @throws IllegalArgumentException if it is no such value, or too little
   */
  public Limits with(LimitKey key, String value) {
    long amount = key.parse(value);
    if (amount < key.least() && !(amount == 0 && key.usual() == 0)) {
      throw new IllegalArgumentException(
          "%s is %d or more, not %d".formatted(key.text(), key.least(), amount));
    }
    Map<LimitKey, Long> changed = new EnumMap<>(LimitKey.class);
    changed.putAll(set);
    changed.put(key, amount);
    return new Limits(changed);
  }

  /** Returns these with one as usual. */
  public Limits without(LimitKey key) {
    Map<LimitKey, Long> changed = new EnumMap<>(LimitKey.class);
    changed.putAll(set);
    var _ = changed.remove(key);
    return new Limits(changed);
  }
}
