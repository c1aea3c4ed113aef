package runnel.indexd.discovery;

import java.util.concurrent.TimeUnit;

/** So many at once, so many a second in the long run. Pure; not for several threads. */
final class TokenBucket {
  private final double perNano;
  private final double most;
  private double tokens;
  private long at;

  TokenBucket(int eachSecond, int atOnce, long nanos) {
    perNano = (double) eachSecond / TimeUnit.SECONDS.toNanos(1);
    most = atOnce;
    tokens = atOnce;
    at = nanos;
  }

  /** Whether {@link #take} would succeed. */
  boolean has(long nanos) {
    tokens = Math.min(most, tokens + Math.max(0, nanos - at) * perNano);
    at = nanos;
    return tokens >= 1;
  }

  boolean take(long nanos) {
    boolean has = has(nanos);
    if (has) {
      tokens--;
    }
    return has;
  }
}
