package runnel.node.beneath;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;

/**
 * A descriptor that is closed when its last user is done, so that no call ever reaches a number
 * that the kernel has given out again.
 */
final class Descriptor implements AutoCloseable {
  private final int number;

  /** Uses in progress, and one for being open; the descriptor is closed at 0. */
  private final AtomicInteger uses = new AtomicInteger(1);

  private final AtomicBoolean closed = new AtomicBoolean();

  Descriptor(int number) {
    this.number = number;
  }

  /**
   * Runs a use of the number.
   *
   * @throws BeneathException of kind CLOSED after {@link #close}
   */
  <T> T use(IntFunction<T> action) {
    if (closed.get() || uses.getAndUpdate(count -> count == 0 ? 0 : count + 1) == 0) {
      throw new BeneathException(
          BeneathException.Kind.CLOSED, "cannot use a descriptor: it was closed before");
    }
    try {
      return action.apply(number);
    } finally {
      release();
    }
  }

  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      release();
    }
  }

  private void release() {
    if (uses.decrementAndGet() == 0) {
      Calls.close(number);
    }
  }
}
