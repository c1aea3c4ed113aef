package runnel.node;

import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Decides when a node has the leisure to give memory back: it did next to nothing for a while, and
 * there is something to give. Else a heap that grew for a publication of a hundred thousand files
 * stays as it is until something else needs room. Pure; not for several threads.
 */
final class Leisure {
  /** A node at rest takes a hundredth of a core, and whoever reads or shares takes a tenth. */
  private static final double BUSY_CORES = 0.05;

  /** Not worth stopping everything for a tenth of a second. */
  private static final long WORTH_BYTES = 16L << 20;

  private Optional<Look> last = Optional.empty();
  private long least;
  private long freed;

  /**
   * What there is to see of a process.
   *
   * @param nanos when, by {@link System#nanoTime}
   * @param cpu the time that it had on cores so far
   * @param heap what its heap takes, in bytes, in use or not
   */
  record Look(long nanos, Duration cpu, long heap) {}

  /**
   * @param heap what the heap takes at the start, in bytes
   */
  Leisure(long heap) {
    this.least = heap;
  }

  /** What to do now. */
  enum Verdict {
    /** Nothing: somebody works. */
    WORK,
    /** What costs next to nothing. */
    REST,
    /** What stops everything for a moment: collecting garbage. */
    TIDY
  }

  /**
   * Says what to do now.
   *
   * @param forget drops what is not worth keeping at rest, and says about how many bytes that were;
   *     asked only if the process is at rest
   */
  Verdict judge(Look now, LongSupplier forget) {
    boolean busy = last.filter(before -> isAtRest(before, now)).isEmpty();
    last = Optional.of(now);
    if (busy) {
      return Verdict.WORK;
    }
    freed += forget.getAsLong();
    return now.heap() - least + freed >= WORTH_BYTES ? Verdict.TIDY : Verdict.REST;
  }

  /** Notes that garbage was collected, and what the heap takes since then. */
  void tidied(long heap) {
    least = heap;
    freed = 0;
  }

  private static boolean isAtRest(Look before, Look now) {
    long nanos = now.nanos() - before.nanos();
    return now.cpu().minus(before.cpu()).toNanos() < nanos * BUSY_CORES;
  }
}
