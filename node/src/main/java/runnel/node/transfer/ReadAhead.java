package runnel.node.transfer;

import java.util.Optional;
import runnel.node.cache.ByteRange;

/**
 * Tells from the reads of one handle what to fetch ahead. Pure; callers serialize.
 *
 * <p>Sequential reads double the window up to a cap, any other read closes it. The kernel splits
 * one reader's stream into requests that arrive slightly out of order, so a read counts as
 * sequential when it begins near where the stream is. What is ahead is asked for in steps of a
 * quarter of the window, so that a steady reader makes few large requests.
 */
final class ReadAhead {
  private static final long FIRST_BYTES = 256 << 10;

  /** The kernel's own read-ahead arrives at most this far out of order. */
  private static final long SLACK_BYTES = 1 << 20;

  private static final int STEPS = 4;

  private final long contentBytes;
  private final long maxBytes;
  private long expected;
  private long windowBytes;
  private boolean jumped;
  private boolean scattered;

  /** Everything before this was asked for already. */
  private long aheadEnd;

  ReadAhead(long contentBytes, long maxBytes) {
    this.contentBytes = contentBytes;
    this.maxBytes = maxBytes;
  }

  /** Notes a read; returns the bytes beyond it that are worth fetching now. */
  Optional<ByteRange> note(ByteRange read) {
    boolean sequential = expected > 0 && Math.abs(read.offset() - expected) <= SLACK_BYTES;
    jumped = !sequential && windowBytes > 0;
    scattered = !sequential && expected > 0;
    if (!sequential) {
      windowBytes = 0;
      expected = read.end();
      aheadEnd = read.end();
      return Optional.empty();
    }
    if (read.end() <= expected) {
      return Optional.empty();
    }
    windowBytes = Math.min(maxBytes, Math.max(FIRST_BYTES, windowBytes * 2));
    expected = read.end();
    return nextStep();
  }

  /** Says whether the last read left the stream, so that what is ahead is needed no more. */
  boolean hasJumped() {
    return jumped;
  }

  /** Says whether the last read had nothing to do with the one before. */
  boolean isScattered() {
    return scattered;
  }

  private Optional<ByteRange> nextStep() {
    long from = Math.max(aheadEnd, expected);
    long target = Math.min(contentBytes, expected + windowBytes);
    boolean worthwhile = target - from >= windowBytes / STEPS || target == contentBytes;
    if (!worthwhile || target <= from) {
      return Optional.empty();
    }
    aheadEnd = target;
    return Optional.of(new ByteRange(from, target - from));
  }
}
