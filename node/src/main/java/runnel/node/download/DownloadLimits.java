package runnel.node.download;

import java.time.Duration;

/** The bounds of downloading, each with its reason. */
final class DownloadLimits {
  /** Downloads that are fetched at once; more wait in the queue. */
  static final int RUNNING = 4;

  /** Files of one download at once: small ones cost a round trip each. */
  static final int FILES_AT_ONCE = 6;

  /**
   * Requests of all downloads to one peer at once: below the eight that a peer is asked at once, so
   * that whoever reads a file in the mount always finds a turn.
   */
  static final int REQUESTS_PER_PEER = 6;

  /** Nodes of 64 KiB are what is fetched, checked and kept: see {@code NodeRun}. */
  static final int NODE_BYTES = 64 << 10;

  /** Nodes in one request, the most that {@code NodeRun} has: 4 MiB. */
  static final int RUN_NODES = 64;

  /** Downloads that have not ended; each is some kilobytes in memory. */
  static final int OPEN = 1_000;

  /** Downloads that have ended and are still listed; the oldest go first. */
  static final int ENDED = 1_000;

  /** Items read from the store at once; so many small files are fetched in one request at most. */
  static final int PAGE_ITEMS = 128;

  /** Small files that are fetched in one request: what an owner answers at most (PROTOCOL.md). */
  static final long BATCH_BYTES = 1 << 20;

  /** Children of a folder that become items in one transaction. */
  static final int PAGE_CHILDREN = 1_000;

  /** Names from the top down; Linux allows 4,096 bytes in a path. */
  static final int DEPTH = 1_000;

  /**
   * Whole files that are not yet synced and crossed off; after a kill they are hashed again, which
   * takes a second at most.
   */
  static final int UNSETTLED_FILES = 1_024;

  /** So much of them: what is hashed within that second. */
  static final long UNSETTLED_BYTES = 256 << 20;

  /** Room that is left free on the target's disk: its owner needs to save a text, too. */
  static final long RESERVE_BYTES = 1 << 20;

  /** Between two tries of what waits: the first pause, doubled up to the last. */
  static final Duration WAIT_FIRST = Duration.ofSeconds(2);

  static final Duration WAIT_LAST = Duration.ofSeconds(30);

  /** Failures in a row after which a try ends: the next files would fail alike. */
  static final int FAILURES_IN_A_ROW = 8;

  /** Who follows is told of progress so often, and a fetch looks so often whether it is to stop. */
  static final Duration TICK = Duration.ofMillis(250);

  /** Who follows waits at most so long in one request. */
  static final Duration FOLLOW_WAIT = Duration.ofSeconds(30);

  /** So many may follow at once. */
  static final int FOLLOWERS = 16;

  /** A target's disk is waited for at most so long when a download is asked for. */
  static final Duration DISK_WAIT = Duration.ofSeconds(5);

  /**
   * Threads at once that ask disks for who asks for downloads: some that hang, and one to spare.
   */
  static final int DISKS_ASKED = 16;

  /** So many of them on one mount: who tries it again and again leaves the rest to others. */
  static final int MOUNT_ASKED = 2;

  /** Verified nodes of one file that wait for its disk: 1 MiB, half of it written at a time. */
  static final int NODES_UNWRITTEN = 16;

  /**
   * Who brings a node waits at most so long for a disk that writes nothing: below the two seconds
   * after which a peer that brings nothing counts as standing still.
   */
  static final Duration DISK_PATIENCE = Duration.ofSeconds(1);

  /** Threads that read from the disk of one download for others. */
  static final int READERS = 4;

  /** They end when nobody reads for so long. */
  static final Duration READERS_IDLE = Duration.ofSeconds(5);

  /** Reads that wait for them; more are refused, and asked of somebody else. */
  static final int READS_WAITING = 256;

  /** At the node's end runs are waited for, below the five seconds that it has (FAULTS). */
  static final Duration CLOSE_WAIT = Duration.ofSeconds(2);

  /** Names such as "x (2)" are tried up to this number. */
  static final int SAME_NAMES = 10_000;

  private DownloadLimits() {}
}
