package runnel.node.share;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;

/**
 * How one share is published.
 *
 * @param folder the share folder
 * @param store the folder of the store, outside the share folder
 * @param hidden whether names with a leading dot are published
 * @param relayable whether peers may serve on what they hold of it
 * @param limits of what is scanned
 * @param hashing how files are hashed and published meanwhile
 * @param clock the owner's clock
 */
public record ShareSettings(
    Path folder,
    Path store,
    boolean hidden,
    boolean relayable,
    Limits limits,
    Hashing hashing,
    InstantSource clock) {

  /**
   * Bounds of a scan; what is beyond them is listed as skipped.
   *
   * @param depth the most folders above an entry
   * @param entries the most files and folders in all
   */
  public record Limits(int depth, long entries) {
    /** A path of 4,095 bytes is rarely deeper; twice the million entries that are promised. */
    public static final Limits DEFAULT = new Limits(250, 2_000_000);

    public Limits {
      if (depth < 1 || entries < 1) {
        throw new IllegalArgumentException("a scan's limits are 1 or more");
      }
    }
  }

  /**
   * How files are hashed.
   *
   * @param threads platform threads, 1 or more
   * @param settle how long a scan's result waits for new hashes before it is published without
   * @param publishEvery how often new hashes are published while there are more to come
   * @param retry after which time a file that changed while it was hashed is hashed again
   */
  public record Hashing(int threads, Duration settle, Duration publishEvery, Duration retry) {
    /** Changes must show within 2 s elsewhere; all cores, as hashing rarely lasts. */
    public static final Hashing DEFAULT =
        new Hashing(
            Runtime.getRuntime().availableProcessors(),
            Duration.ofMillis(300),
            Duration.ofSeconds(3),
            Duration.ofSeconds(2));

    public Hashing {
      if (threads < 1) {
        throw new IllegalArgumentException("hashing needs a thread");
      }
    }
  }

  /** Returns the usual settings: hidden files unpublished, content may be served on. */
  public static ShareSettings of(Path folder, Path store) {
    return new ShareSettings(
        folder, store, false, true, Limits.DEFAULT, Hashing.DEFAULT, InstantSource.system());
  }
}
