package runnel.indexd.api;

import java.time.Duration;

/** What an index takes and gives at most, each with its reason. */
public final class IndexLimits {
  /** Keeps one call short; a level of a catalog takes several. */
  public static final int OBJECTS_PER_CALL = 1_000;

  /** Keeps one call's memory small: some twenty objects of the largest size. */
  public static final int BYTES_PER_CALL = 4 << 20;

  /** A host that announces nothing for so long is offline; three announcements may be lost. */
  public static final Duration LEASE = Duration.ofSeconds(12);

  /** The longest wait for changes: shorter than what idle connections survive. */
  public static final Duration WAIT_MAX = Duration.ofSeconds(30);

  private IndexLimits() {}
}
