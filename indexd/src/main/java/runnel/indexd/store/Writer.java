package runnel.indexd.store;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.Function;
import org.lmdbjava.Env;
import org.lmdbjava.LmdbException;
import org.lmdbjava.Txn;

/**
 * The one thread that writes to an environment. Writes that wait share a transaction and its sync;
 * each runs in a nested one, so that one's failure is not the others'.
 */
final class Writer implements AutoCloseable {
  private final Env<ByteBuffer> env;
  private final Faults faults;
  private final Writes writes = new Writes();
  private final Thread thread;

  Writer(Env<ByteBuffer> env, Faults faults) {
    this.env = env;
    this.faults = faults;
    thread =
        Thread.ofPlatform()
            .name("store-writer " + faults.folder().getFileName())
            .daemon()
            .start(this::loop);
  }

  /** Runs the function on the writer thread and returns what it returned, once committed. */
  <T> T write(Function<Txn<ByteBuffer>, T> function) {
    if (isCurrentThread()) {
      throw new IllegalStateException("a write may not begin another: use its view");
    }
    Write<T> write = new Write<>(function, faults);
    if (!writes.add(write)) {
      throw faults.closed();
    }
    return write.outcome();
  }

  boolean isCurrentThread() {
    return Thread.currentThread().equals(thread);
  }

  /** Ends after the writes that wait. */
  @Override
  public void close() {
    writes.close();
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void loop() {
    List<Write<?>> group = writes.next();
    while (!group.isEmpty()) {
      if (group.size() == 1) {
        alone(group.getFirst());
      } else {
        together(group);
      }
      group.forEach(Write::end);
      group = writes.next();
    }
  }

  private void alone(Write<?> write) {
    try (Txn<ByteBuffer> txn = env.txnWrite()) {
      write.attempt(txn);
    } catch (LmdbException e) {
      write.fail(faults.of("write to", e));
    }
  }

  private void together(List<Write<?>> group) {
    try (Txn<ByteBuffer> txn = env.txnWrite()) {
      for (Write<?> write : group) {
        try (Txn<ByteBuffer> part = env.txn(txn)) {
          write.attempt(part);
        }
      }
      txn.commit();
    } catch (LmdbException e) {
      // The commit failed for lack of room, say: whoever fits alone shall not pay for the others.
      group.forEach(this::alone);
    }
  }
}
