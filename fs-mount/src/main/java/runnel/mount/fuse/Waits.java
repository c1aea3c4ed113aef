package runnel.mount.fuse;

import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import jnr.constants.platform.Errno;
import runnel.mount.tree.ReadResult;
import runnel.mount.tree.TreeException;

/**
 * Waits on the thread of a callback until a read is there, the program that reads was interrupted,
 * the mount ends, or the time is over, whatever comes first.
 */
final class Waits {
  /** How long after an interrupt a read goes on at most: well below what a person notices. */
  private static final long STEP_MS = 100;

  private final BooleanSupplier interrupted;
  private final Duration longest;
  private volatile boolean over;

  /**
   * @param interrupted says on the thread of the callback whether its program was interrupted
   * @param longest how long to wait at most
   */
  Waits(BooleanSupplier interrupted, Duration longest) {
    this.interrupted = interrupted;
    this.longest = longest;
  }

  /** Returns the result; gives up the read by cancelling it. */
  ReadResult await(CompletableFuture<ReadResult> read) {
    long begin = System.nanoTime();
    while (true) {
      try {
        return read.get(STEP_MS, TimeUnit.MILLISECONDS);
      } catch (TimeoutException e) {
        checkWhetherToGoOn(read, begin);
      } catch (ExecutionException e) {
        throw asUnchecked(e.getCause());
      } catch (CancellationException | InterruptedException e) {
        read.cancel(true);
        throw new Refusal(Errno.EINTR);
      }
    }
  }

  /** Ends all waits, now and later, within a step. */
  void giveUp() {
    over = true;
  }

  private void checkWhetherToGoOn(CompletableFuture<ReadResult> read, long begin) {
    if (interrupted.getAsBoolean()) {
      read.cancel(true);
      throw new Refusal(Errno.EINTR);
    }
    if (over || System.nanoTime() - begin > longest.toNanos()) {
      read.cancel(true);
      throw new Refusal(Errno.EIO);
    }
  }

  private static RuntimeException asUnchecked(Throwable cause) {
    return switch (cause) {
      case TreeException e -> e;
      case RuntimeException e -> e;
      default -> new IllegalStateException(cause);
    };
  }
}
