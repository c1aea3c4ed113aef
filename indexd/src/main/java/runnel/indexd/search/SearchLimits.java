package runnel.indexd.search;

import java.time.Duration;

/** What search takes of memory, disk and time, each with its reason. */
public final class SearchLimits {
  /**
   * Paths that one publication may name as changed: more than anybody changes by hand; all of a
   * catalog is looked at again in less time than that many are looked up.
   */
  public static final int CHANGED_PATHS = 4_096;

  /** Entries taken of one owner: a catalog can name one folder so often that it never ends. */
  static final long OWNER_ENTRIES = 2_000_000;

  /**
   * Each of these bytes of path and metadata counts as one more entry, so that few entries with
   * long texts take no more of the disk than many with short ones.
   */
  static final int BYTES_PER_ENTRY = 256;

  /** Words of the folders above an entry, the nearest ones first; with the last folder's, more. */
  static final int FOLDER_WORDS = 32;

  /** Entries at a time: some 100 ms, so that owners take turns and no read of the store is long. */
  static final int SLICE_ENTRIES = 2_000;

  /** Ends a slice that has much to read and little to list. */
  static final Duration SLICE = Duration.ofMillis(200);

  /** Characters of a word, and so of the automata that are made of it. */
  static final int WORD_CHARS = 64;

  /** Words of a query. */
  static final int QUERY_WORDS = 16;

  /** What Lucene gathers in memory before it writes a segment. */
  static final double BUFFER_MIB = 12;

  /** While there is much to do, what was done becomes searchable this often. */
  static final Duration REFRESH = Duration.ofSeconds(2);

  /** The same once a small change is done: owners' changes come in bursts. */
  static final Duration REFRESH_SMALL = Duration.ofMillis(150);

  /** What is lost by a crash is this old, and is made anew. */
  static final Duration COMMIT = Duration.ofSeconds(20);

  /** After this it is tried again if the disk was full or the folder damaged. */
  static final Duration RETRY = Duration.ofSeconds(5);

  /** The longest pause between tries of a catalog that can't be looked at. */
  static final Duration RETRY_MAX = Duration.ofMinutes(5);

  /** A query that takes longer is given up. */
  static final Duration QUERY = Duration.ofSeconds(2);

  /** Queries at once; they are bound by processors, so more would only be slower together. */
  static final int RUNNING = Math.clamp(Runtime.getRuntime().availableProcessors(), 2, 8);

  /** Queries that wait for one of those to end. */
  static final int WAITING = 64;

  private SearchLimits() {}
}
