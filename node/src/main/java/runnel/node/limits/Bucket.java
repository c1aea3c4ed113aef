package runnel.node.limits;

/** A rate's account, whose rate may change. Callers serialize; times are of a monotonic clock. */
final class Bucket {
  /** What may be had at once after a rest: a quarter of a second's worth. */
  private static final double BURST_SECONDS = 0.25;

  private double bytesPerSecond;
  private double tokens;
  private long filledAt;

  void rate(long bytes, long now) {
    fill(now);
    bytesPerSecond = bytes;
    tokens = Math.min(tokens, burst());
  }

  /** How long until some may be taken; 0 if now. What is taken may be more than is there. */
  long nanosUntilReady(long now) {
    if (bytesPerSecond == 0) {
      return 0;
    }
    fill(now);
    return tokens > 0 ? 0 : (long) Math.ceil(1 - tokens / bytesPerSecond * 1e9);
  }

  /** Takes; the account may be in debt then, for which the next one waits. */
  void take(long bytes, long now) {
    if (bytesPerSecond > 0) {
      fill(now);
      tokens -= bytes;
    }
  }

  private double burst() {
    return bytesPerSecond * BURST_SECONDS;
  }

  private void fill(long now) {
    double passed = Math.max(0, now - filledAt) / 1e9;
    tokens = Math.min(burst(), tokens + passed * bytesPerSecond);
    filledAt = now;
  }
}
