package runnel.node.transfer;

/**
 * How fast a peer delivers, over all its requests at a time; a mean that forgets by half with each
 * measurement. Thread-safe; times are nanoseconds of a clock that only grows.
 */
final class SpeedMeter {
  /** Shorter spans say more of the clock than of the peer. */
  private static final long SPAN_NANOS_MIN = 20_000_000;

  /** So long a span is measured at most before it counts. */
  private static final long SPAN_NANOS_MAX = 1_000_000_000;

  // All guarded by this.
  private int requests;
  private long since;
  private long bytes;
  private double bytesPerSecond;

  /** A request begins. */
  synchronized void begun(long now) {
    if (requests == 0) {
      since = now;
      bytes = 0;
    }
    requests++;
  }

  /** Bytes arrived. */
  synchronized void arrived(int length, long now) {
    bytes += length;
    if (now - since >= SPAN_NANOS_MAX) {
      measure(now);
    }
  }

  /** A request is over. */
  synchronized void ended(long now) {
    requests--;
    if (now - since >= SPAN_NANOS_MIN) {
      measure(now);
    }
  }

  /** How many have begun and not ended. */
  synchronized int requests() {
    return requests;
  }

  /** Bytes per second; 0 if nothing was measured yet. */
  synchronized double bytesPerSecond() {
    return bytesPerSecond;
  }

  private void measure(long now) {
    double span = bytes * 1e9 / (now - since);
    bytesPerSecond = bytesPerSecond == 0 ? span : (bytesPerSecond + span) / 2;
    since = now;
    bytes = 0;
  }
}
