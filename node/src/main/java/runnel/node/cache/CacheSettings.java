package runnel.node.cache;

import java.nio.file.Path;
import java.util.function.LongSupplier;

/**
 * How one cache is set up.
 *
 * @param folder where the files go; made (0700) if missing, and nobody else's
 * @param limitBytes how much may be cached before the least recently used goes, 0 or more; may be
 *     exceeded by what is open and by one batch of writes
 * @param nanoTime a monotonic clock in nanoseconds, as {@link System#nanoTime}
 */
public record CacheSettings(Path folder, long limitBytes, LongSupplier nanoTime) {
  public CacheSettings {
    if (limitBytes < 0) {
      throw new IllegalArgumentException("a cache's limit is 0 bytes or more, not " + limitBytes);
    }
  }

  /** Returns settings with the machine's own clock. */
  public static CacheSettings of(Path folder, long limitBytes) {
    return new CacheSettings(folder, limitBytes, System::nanoTime);
  }
}
