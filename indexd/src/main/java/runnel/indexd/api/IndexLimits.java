package runnel.indexd.api;

import java.time.Duration;

/** What an index takes and gives at most, each with its reason. */
public final class IndexLimits {
  /** Keeps one call short; a level of a catalog takes several. */
  public static final int OBJECTS_PER_CALL = 1_000;

  /** Contents asked for in one call: a window of small files, or what a folder holds. */
  public static final int CONTENTS_PER_CALL = 256;

  /** Owners told of one content: more sources than any reader asks at once. */
  public static final int OWNERS_PER_CONTENT = 32;

  /** Keeps one call's memory small: some twenty objects of the largest size. */
  public static final int BYTES_PER_CALL = 4 << 20;

  /** A host that announces nothing for so long is offline; three announcements may be lost. */
  public static final Duration LEASE = Duration.ofSeconds(12);

  /** The longest wait for changes: shorter than what idle connections survive. */
  public static final Duration WAIT_MAX = Duration.ofSeconds(30);

  /** Objects handed over and not yet published: a first publication of a large share. */
  public static final int STAGED_OBJECTS = 200_000;

  /** Bytes of those objects: some 600,000 entries; a larger share publishes in steps. */
  public static final long STAGED_BYTES = 64L << 20;

  /** A peer that has not published after so long has given up. */
  public static final Duration STAGED_FOR = Duration.ofMinutes(10);

  /** Objects of one catalog: some millions of entries in folders of usual size. */
  public static final long CATALOG_OBJECTS = 2_000_000;

  /** Bytes of one catalog: ten million entries of a hundred bytes. */
  public static final long CATALOG_BYTES = 1L << 30;

  /** More than any campus; keeps the users in memory below some hundred megabytes. */
  public static final int USERS_MAX = 100_000;

  /** Keeps an answer below a megabyte; the rest comes with the next call, at once. */
  public static final int USERS_PER_ANSWER = 1_000;

  /** Waits for changes of all callers at once: half of what a listener serves at a time. */
  public static final int WAITS_MAX = 256;

  /** One that waits, and some that were given up but are not yet known to be. */
  public static final int WAITS_PER_CALLER = 4;

  /** A node witnesses only what contradicts its pins; that is little unless somebody lies. */
  public static final int WITNESSES_PER_CALLER = 256;

  /** Witnesses of all callers: as many nodes as a campus has, each with some. */
  public static final int WITNESSES_MAX = 20_000;

  /** Keys that claim one name; more are refused as if the name were taken. */
  public static final int CLAIMS_PER_NAME = 256;

  /** Characters of a query's words: more than anybody types. */
  public static final int QUERY_CHARS = 256;

  /** Values of one filter, such as all extensions of pictures. */
  public static final int FILTER_VALUES = 128;

  /** Hits in one answer, which keeps it below a megabyte. */
  public static final int HITS_PER_CALL = 200;

  /** How far down the hits one can go: who wants more than that searches for something rarer. */
  public static final int HITS_MAX = 1_000;

  private IndexLimits() {}
}
