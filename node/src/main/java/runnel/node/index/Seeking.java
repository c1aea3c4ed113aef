package runnel.node.index;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Asks again who is there, a few times after the start, while nobody was found: the first questions
 * may have been lost, or lost in a flood of others, whose answers ended them.
 */
public final class Seeking implements AutoCloseable {
  /** After the start. The first is when a node that spoke just before it would speak again. */
  static final List<Duration> AGAIN =
      List.of(
          Duration.ofSeconds(11),
          Duration.ofSeconds(22),
          Duration.ofSeconds(45),
          Duration.ofSeconds(90));

  private static final Duration END_MAX = Duration.ofMillis(500);

  private final BooleanSupplier alone;
  private final Runnable asking;
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final Thread thread = Thread.ofVirtual().name("seeking").unstarted(this::run);

  /**
   * @param alone whether nobody was found yet
   * @param asking asks who is there; returns at once
   */
  public Seeking(BooleanSupplier alone, Runnable asking) {
    this.alone = alone;
    this.asking = asking;
  }

  /** Begins; the first questions were asked just now. */
  public void start() {
    thread.start();
  }

  @Override
  public void close() {
    stopped.countDown();
    try {
      var _ = thread.join(END_MAX);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    Duration passed = Duration.ZERO;
    for (Duration due : AGAIN) {
      if (isStopped(due.minus(passed)) || !alone.getAsBoolean()) {
        return;
      }
      passed = due;
      asking.run();
    }
  }

  private boolean isStopped(Duration within) {
    try {
      return stopped.await(within.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      return true;
    }
  }
}
