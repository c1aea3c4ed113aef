package runnel.indexd.quota;

import java.time.Duration;

/**
 * An account that fills with time and is drawn upon: the token bucket. Times are nanoseconds of a
 * clock that only grows. Thread-safe.
 */
public final class TokenBucket {
  private final Rate rate;

  /** Guarded by this; below zero while reservations are to be waited for. */
  private double tokens;

  private long filledAt;

  /** Makes a full one. */
  public TokenBucket(Rate rate, long nowNanos) {
    this.rate = rate;
    this.tokens = rate.atOnce();
    this.filledAt = nowNanos;
  }

  /** Takes so many, all or none; says whether they were there. */
  public synchronized boolean take(long count, long nowNanos) {
    fill(nowNanos);
    boolean enough = tokens >= count;
    if (enough) {
      tokens -= count;
    }
    return enough;
  }

  /** Takes one, in advance if need be; returns how long to wait until it is there. */
  public synchronized Duration reserve(long nowNanos) {
    fill(nowNanos);
    tokens--;
    return tokens >= 0
        ? Duration.ZERO
        : Duration.ofNanos((long) Math.ceil(-tokens / rate.atOnce() * rate.refill().toNanos()));
  }

  /** Says whether it is as if nothing had ever been taken. */
  synchronized boolean isFull(long nowNanos) {
    fill(nowNanos);
    return tokens >= rate.atOnce();
  }

  private void fill(long nowNanos) {
    double passed = (double) Math.max(0, nowNanos - filledAt);
    double refilled = passed / rate.refill().toNanos() * rate.atOnce();
    tokens = Math.min((double) rate.atOnce(), tokens + refilled);
    filledAt = nowNanos;
  }
}
