package runnel.indexd.store;

import java.nio.ByteBuffer;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import org.lmdbjava.LmdbException;
import org.lmdbjava.Txn;

/**
 * One write and what came of it. The writer thread attempts it, perhaps twice, and then ends it;
 * the thread that asked for it waits for the end.
 */
final class Write<T> {
  private final Function<Txn<ByteBuffer>, T> function;
  private final Faults faults;
  private final CountDownLatch ended = new CountDownLatch(1);

  /** Written by the writer thread before the latch opens, as is the failure. */
  private T result;

  /** Null if the last attempt went well. */
  private Throwable failure;

  Write(Function<Txn<ByteBuffer>, T> function, Faults faults) {
    this.function = function;
    this.faults = faults;
  }

  /** Runs the function and then commits the transaction, its own or a part of another. */
  void attempt(Txn<ByteBuffer> txn) {
    failure = null;
    try {
      result = function.apply(txn);
      txn.commit();
    } catch (LmdbException e) {
      failure = faults.of("write to", e);
    } catch (RuntimeException | Error e) {
      failure = e; // Whatever the function threw is for its caller, not for the writer thread.
    }
  }

  void fail(RuntimeException e) {
    failure = e;
  }

  void end() {
    ended.countDown();
  }

  /** Waits for the end, whatever interrupts: a write is short and its outcome must be known. */
  T outcome() {
    boolean interrupted = false;
    while (true) {
      try {
        ended.await();
        break;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return switch (failure) {
      case null -> result;
      case RuntimeException e -> throw e;
      case Error e -> throw e;
      default -> throw new IllegalStateException(failure);
    };
  }
}
