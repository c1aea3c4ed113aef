package runnel.node.story;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for what another process does, which sends no event. */
public final class Poll {
  private static final long PAUSE_NANOS = Duration.ofMillis(50).toNanos();

  private Poll() {}

  public static void until(Duration within, BooleanSupplier condition, Supplier<String> otherwise) {
    long deadline = System.nanoTime() + within.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError(otherwise.get());
      }
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }
}
