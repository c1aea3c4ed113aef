package runnel.node.transfer;

import java.time.Duration;

/**
 * How fast a peer delivers, over all its requests at a time; a mean that forgets by half with each
 * measurement. And for how long it has delivered nothing. Thread-safe; times are nanoseconds of a
 * clock that only grows.
 */
final class SpeedMeter {
  /** Shorter spans say more of the clock than of the peer, unless they brought much. */
  private static final long SPAN_NANOS_MIN = 20_000_000;

  private static final long MUCH_BYTES = 512 << 10;

  /** So long a span is measured at most before it counts. */
  private static final long SPAN_NANOS_MAX = 1_000_000_000;

  // All guarded by this.
  private int requests;
  private long since;
  private long bytes;
  private double bytesPerSecond;

  /** When it was heard last, or asked after that with nothing else under way. */
  private long quietSince;

  private boolean heard = true;
  private long endedAt;

  /** A request begins. */
  synchronized void begun(long now) {
    if (requests == 0) {
      since = now;
      bytes = 0;
      quietSince = heard ? now : quietSince;
      heard = false;
    }
    requests++;
  }

  /** It said something, though no bytes of a file. */
  synchronized void heard(long now) {
    heard = true;
    quietSince = now;
  }

  /** Bytes arrived. */
  synchronized void arrived(int length, long now) {
    heard(now);
    bytes += length;
    if (now - since >= SPAN_NANOS_MAX) {
      measure(now);
    }
  }

  /** A request is over. */
  synchronized void ended(long now) {
    requests--;
    endedAt = now;
    if (requests == 0 && now - quietSince < TransferLimits.STALLED.toNanos()) {
      heard = true; // Given up too soon to say anything of it.
    }
    if (now - since >= SPAN_NANOS_MIN || bytes >= MUCH_BYTES) {
      measure(now);
    }
  }

  /** For how many nanoseconds it has said nothing while it was asked; 0 if it owes nothing. */
  synchronized long nanosQuiet(long now) {
    return requests == 0 && heard ? 0 : now - quietSince;
  }

  /** Says whether it said something not longer ago than that, and since it was asked. */
  synchronized boolean heardWithin(Duration lately, long now) {
    return heard && now - quietSince < lately.toNanos();
  }

  /** For how many nanoseconds it has been asked nothing; 0 while it is. */
  synchronized long nanosIdle(long now) {
    return requests > 0 ? 0 : now - endedAt;
  }

  /** Bytes per second; 0 if nothing was measured yet. */
  synchronized double bytesPerSecond() {
    return bytesPerSecond;
  }

  private void measure(long now) {
    double span = bytes * 1e9 / Math.max(1, now - since);
    bytesPerSecond = bytesPerSecond == 0 ? span : (bytesPerSecond + span) / 2;
    since = now;
    bytes = 0;
  }
}
