package runnel.node.share;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/**
 * How one share is published.
 *
 * @param folder the share folder
 * @param store the folder of the store, outside the share folder
 * @param hidden whether names with a leading dot are published
 * @param relayable whether peers may serve on what they hold of it
 * @param limits of what is scanned
 * @param hashing how files are hashed and published meanwhile
 * @param watching how changes are followed
 * @param apart the node's other folders, which no import may hold or lie in
 * @param describer finds out what files are
 * @param clock the owner's clock
 */
public record ShareSettings(
    Path folder,
    Path store,
    boolean hidden,
    boolean relayable,
    Limits limits,
    Hashing hashing,
    Watching watching,
    List<Path> apart,
    Describer describer,
    InstantSource clock) {

  public ShareSettings {
    apart = List.copyOf(apart);
  }

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

  /**
   * How changes are followed.
   *
   * @param enabled whether the share is watched and looked over by itself at all
   * @param fold how long what happens is gathered before it is looked at
   * @param quiet how long a file is left alone before its new version is published
   * @param latest when a file that is never left alone is published anyway
   * @param poll how often the share folder and imports are looked at themselves: that a disk came
   *     back is told by nobody, nor that an imported file changed
   * @param rescan how often everything is looked over, for what was missed; a fifth of that where
   *     folders can't be watched
   */
  public record Watching(
      boolean enabled,
      Duration fold,
      Duration quiet,
      Duration latest,
      Duration poll,
      Duration rescan) {
    /** Changes show within half a second; a rescan of a million files takes some seconds. */
    public static final Watching DEFAULT =
        new Watching(
            true,
            Duration.ofMillis(50),
            Duration.ofMillis(300),
            Duration.ofSeconds(10),
            Duration.ofSeconds(1),
            Duration.ofMinutes(10));

    /** Only who calls {@link Share#rescan} makes it look. */
    public static final Watching NONE =
        new Watching(
            false,
            DEFAULT.fold,
            DEFAULT.quiet,
            DEFAULT.latest,
            Duration.ofDays(1),
            Duration.ofDays(1));
  }

  /** Returns the usual settings: hidden files unpublished, content may be served on. */
  public static ShareSettings of(Path folder, Path store) {
    return new ShareSettings(
        folder,
        store,
        false,
        true,
        Limits.DEFAULT,
        Hashing.DEFAULT,
        Watching.DEFAULT,
        List.of(store),
        Describer.NONE,
        InstantSource.system());
  }

  /** Returns the same with hidden files published or not. */
  public ShareSettings withHidden(boolean published) {
    return new ShareSettings(
        folder, store, published, relayable, limits, hashing, watching, apart, describer, clock);
  }

  /** Returns the same with other limits. */
  public ShareSettings withLimits(Limits changed) {
    return new ShareSettings(
        folder, store, hidden, relayable, changed, hashing, watching, apart, describer, clock);
  }

  /** Returns the same with files hashed otherwise. */
  public ShareSettings withHashing(Hashing changed) {
    return new ShareSettings(
        folder, store, hidden, relayable, limits, changed, watching, apart, describer, clock);
  }

  /** Returns the same with changes followed otherwise. */
  public ShareSettings withWatching(Watching changed) {
    return new ShareSettings(
        folder, store, hidden, relayable, limits, hashing, changed, apart, describer, clock);
  }

  /** Returns the same with other folders of the node. */
  public ShareSettings withApart(List<Path> folders) {
    return new ShareSettings(
        folder, store, hidden, relayable, limits, hashing, watching, folders, describer, clock);
  }

  /** Returns the same with files described. */
  public ShareSettings withDescriber(Describer by) {
    return new ShareSettings(
        folder, store, hidden, relayable, limits, hashing, watching, apart, by, clock);
  }
}
