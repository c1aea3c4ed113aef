package runnel.node.cache;

import java.time.Duration;

/** The limits of the cache, each with its reason. */
final class CacheLimits {
  /** How long marks may wait to be committed together: what a kill may cost, to fetch again. */
  static final Duration COMMIT_DELAY = Duration.ofMillis(200);

  /** As many bytes stored make a commit due at once. */
  static final long COMMIT_BYTES = 8L << 20;

  /** How long the store is left alone after it refused a commit, being full for example. */
  static final Duration STORE_PAUSE = Duration.ofSeconds(5);

  /** How long the caller of flush, clear or close waits for the committing thread. */
  static final Duration COMMIT_DEADLINE = Duration.ofSeconds(30);

  /** FAULTS, 'What the cache promises': what was hashed is hashed again after this long. */
  static final Duration TRUST = Duration.ofHours(24);

  /** Closed contents whose marks stay in memory, so that opening them again needs no hashing. */
  static final int IDLE_CONTENTS = 256;

  /** Closed contents kept although their marks can't be committed; beyond, marks are lost. */
  static final int UNSAVED_CONTENTS = 4096;

  /** Learnt hashes of one content that wait to be committed; beyond, they are not kept. */
  static final int PENDING_NODES = 1 << 16;

  /** Contents in the store; with their files, more would make a start slow. */
  static final int CONTENTS = 1 << 18;

  /** What a content takes in the store beside its hashes, at most, with LMDB's half-full pages. */
  static final long STORE_BYTES_PER_CONTENT = 2048;

  /** Hashes are 1/2048 of the data and above them as much again; four times that for safety. */
  static final long DATA_BYTES_PER_STORE_BYTE = 256;

  /** Contents that are kept whatever comes; in memory, some 100 bytes each. */
  static final int PINNED_MAX = 100_000;

  /** An eviction goes down to this share of the limit, so that not every batch needs one. */
  static final double EVICT_TO = 0.95;

  private CacheLimits() {}
}
