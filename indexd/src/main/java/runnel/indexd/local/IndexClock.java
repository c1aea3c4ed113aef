package runnel.indexd.local;

import java.time.Instant;

/** The index's own clock: leases and last activity are by it, never by the peers' clocks. */
public interface IndexClock {
  /** The time of day, to be shown and kept. May jump. */
  Instant now();

  /** Nanoseconds that only grow, as {@link System#nanoTime}. */
  long nanoTime();

  /** Returns this machine's clock. */
  static IndexClock system() {
    return new IndexClock() {
      @Override
      public Instant now() {
        return Instant.now();
      }

      @Override
      public long nanoTime() {
        return System.nanoTime();
      }
    };
  }
}
