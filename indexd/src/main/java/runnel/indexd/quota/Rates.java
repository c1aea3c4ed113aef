package runnel.indexd.quota;

import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/** Bounds how much each key asks for over time. Thread-safe. */
public final class Rates<K> {
  private final Rate rate;
  private final int keysMax;
  private final LongSupplier nanoTime;

  /** Guarded by this; a full bucket is as good as none, so those make room. */
  private final Map<K, TokenBucket> buckets = new HashMap<>();

  /**
   * @param keysMax how many keys are counted at a time; further ones are refused until others have
   *     rested
   * @param nanoTime a clock that only grows
   */
  public Rates(Rate rate, int keysMax, LongSupplier nanoTime) {
    this.rate = rate;
    this.keysMax = keysMax;
    this.nanoTime = nanoTime;
  }

  /** Takes so much for the key, all or none; says whether it was there. */
  public synchronized boolean take(K key, long count) {
    long now = nanoTime.getAsLong();
    if (!buckets.containsKey(key) && buckets.size() >= keysMax) {
      buckets.values().removeIf(bucket -> bucket.isFull(now));
      if (buckets.size() >= keysMax) {
        return false;
      }
    }
    return buckets.computeIfAbsent(key, fresh -> new TokenBucket(rate, now)).take(count, now);
  }
}
