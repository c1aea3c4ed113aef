package runnel.node.transfer;

import java.time.Duration;

/** The bounds of fetching, each with its reason. */
final class TransferLimits {
  /** Nodes of 64 KiB: what a node keeps hashes of, so every fetched node can be checked again. */
  static final int LAYER = 2;

  /** The bytes of one node of {@link #LAYER}. */
  static final int NODE_BYTES = 64 << 10;

  /**
   * Nodes in one request: their hashes and the proof stay below 4 KiB in a header (ARCHITECTURE,
   * step 6), and 4 MiB in one go hide the round trip.
   */
  static final int REQUEST_NODES_MAX = 64;

  /** Requests to one peer at once: enough to fill a gigabit link, few enough to share it. */
  static final int REQUESTS_PER_PEER = 8;

  /** Of those, what downloads leave to readers: somebody looks on. */
  static final int REQUESTS_FOR_READERS = 3;

  /** Requests for one content to one peer at once, where several have it. */
  static final int REQUESTS_OF_SEVERAL = 3;

  /** Sources of one content that are asked at most. */
  static final int SOURCES_PER_CONTENT = 16;

  /**
   * Nodes in one request where several sources share: 1 MiB, 10 ms of a gigabit link, so that a
   * slow source holds little up.
   */
  static final long SHARED_NODES = 16;

  /** Nodes that are worth taking over from another source: the connection there is lost by it. */
  static final long TAKEN_OVER_MIN = 2;

  /** Content from which on more sources are looked for at once: less is there before the answer. */
  static final long SEVERAL_SOURCES_BYTES = 4 << 20;

  /** Other readers of one content that are asked what they have; each is a connection or two. */
  static final int HOLDERS_PER_CONTENT = 16;

  /** Of longer contents holders are not asked: what they say of one would take over 512 KiB. */
  static final long CROWD_BYTES_MAX = 256L << 30;

  /**
   * Requests for one content at once in a crowd, but for what a program waits for: 4 MiB under way
   * fill any link, and thirty readers with more of them only wait for each other.
   */
  static final int REQUESTS_IN_CROWD = 4;

  /** Requests that are sent again because they stood still at a peer that brought other things. */
  static final int STANDING_TRIES_MAX = 4;

  /** Readers from which on the owner is spared: below that its link has room for each. */
  static final int CROWD = 4;

  /**
   * Downloads from which on the owner is spared: nobody looks on, so a part that another fetches
   * can always be waited for.
   */
  static final int CROWD_OF_DOWNLOADS = 2;

  /**
   * How long a part of a download waits for who fetches the same: one who says that he has all, and
   * sends little, must not be all that a download gets.
   */
  static final Duration SPARING_PATIENCE = Duration.ofSeconds(10);

  /** How long nothing of a download may be under way before the owner is asked for everything. */
  static final Duration SPARING_REST = Duration.ofSeconds(2);

  /** How long it is then: a crowd that stands still costs a download a fifteenth of its time. */
  static final Duration SPARING_OVER = Duration.ofSeconds(30);

  /** More are not believed: the patience with them has an end. */
  static final int READERS_MAX = 30;

  /** What a reader fetches ahead in 100 ms at 16 MiB in all is more than a gigabit link brings. */
  static final Duration PATIENCE_PER_READER = Duration.ofMillis(100);

  /** How often a holder may not have what it said it has: it drops things now and then. */
  static final int HOLDER_MISSES_MAX = 3;

  /** Holders that lied about one content; after so many no more are believed. */
  static final int EXPELLED_MAX = 64;

  /** Nodes of what is fetched ahead that go first when one of them is waited for, in a crowd. */
  static final long HASTENED_NODES = 4;

  /** How often holders are asked what they have by now. */
  static final Duration HOLDERS_EVERY = Duration.ofSeconds(1);

  /** How long a holder is left alone that did not answer what it has. */
  static final Duration HOLDER_REST = Duration.ofSeconds(30);

  /** How soon an owner is asked again who reads, the first time; twice as long each time after. */
  static final Duration CROWD_AFTER = Duration.ofMillis(250);

  /** How often an owner is asked at last. */
  static final Duration CROWD_EVERY = Duration.ofSeconds(4);

  /** A reader that wanted nothing for so long asks nobody. */
  static final Duration CROWD_IDLE = Duration.ofSeconds(5);

  /** How long a source may bring nothing before another is asked for the same. */
  static final Duration STALLED = Duration.ofSeconds(2);

  /**
   * A peer that brought nothing at all for so long, of whatever it is asked, is asked only for what
   * nobody else has, until it is heard again. Not sooner: one that serves thirty readers lets a
   * request stand still for {@link #STALLED} now and then.
   */
  static final Duration QUIET = STALLED.multipliedBy(2);

  /** How often it is looked whether one stands still. */
  static final Duration WATCH_EVERY = Duration.ofMillis(500);

  /**
   * A source that brings no 64 KiB in so long is as good as silent, though a byte comes now and
   * then: below the deadline of a read, so that a reader learns of it.
   */
  static final Duration TRICKLE = Duration.ofSeconds(40);

  /**
   * The same for a download: many of them may share an upload limit of 16 KB/s, nobody looks on,
   * and what is given up begins at its node's first byte again.
   */
  static final Duration TRICKLE_OF_DOWNLOADS = Duration.ofMinutes(10);

  /** Who has a content is asked for again after so long. */
  static final Duration FIND_AGAIN_AFTER = Duration.ofSeconds(15);

  /** Failures remembered for who asks why; one is some hundred bytes. */
  static final int FAILURES_KEPT = 256;

  /** Readers that may wait for one peer at once; more are told so at once. */
  static final int WAITING_PER_PEER = 256;

  /** Gates kept of peers that nothing is wrong with; one is some hundred bytes. */
  static final int GATES_MAX = 1_000;

  /** After a silent failure the peer is not asked again for so long: fail repeats at once. */
  static final Duration PAUSE_AFTER_SILENCE = Duration.ofSeconds(10);

  /** After a broken connection: long enough to fail a crowd at once, short enough to come back. */
  static final Duration PAUSE_AFTER_BREAK = Duration.ofSeconds(1);

  /** A peer that lied, or is another: what it says is worth nothing for a while. */
  static final Duration PAUSE_AFTER_WRONG = Duration.ofMinutes(1);

  /**
   * The end of any wait, below the mount's own two minutes. A silent source fails far sooner, by
   * its own time without a byte; this bounds what trickles, since slow is not dead (FAULTS).
   */
  static final Duration READ_DEADLINE = Duration.ofSeconds(110);

  /** Bytes read ahead of a sequential reader at most. */
  static final long WINDOW_MAX_BYTES = 16 << 20;

  /**
   * What is spent on the surroundings of reads that jump before it must have been of use: as long
   * as somebody bears to wait for a program, once for each open content.
   */
  static final Duration JUMPS_GRANT = Duration.ofSeconds(2);

  /** What jumps that found their bytes can save up: those to come may go elsewhere. */
  static final Duration JUMPS_CREDIT = Duration.ofSeconds(10);

  /** For how long the surroundings of one jump may hold other readers up. */
  static final Duration REGION_WITHIN = Duration.ofMillis(100);

  /**
   * Bytes of a file that is not hashed yet in one request: the most that the kernel reads at once.
   */
  static final int VERSION_PIECE_BYTES = 128 << 10;

  /** Read ahead of such a file: enough to hide the round trip, little enough to hold in memory. */
  static final long VERSION_WINDOW_BYTES = 4 * VERSION_PIECE_BYTES;

  /**
   * Pieces held while such a file is open, 1 MiB: the window, and what the kernel asks for beside.
   */
  static final int VERSION_PIECES_HELD = 8;

  private TransferLimits() {}
}
