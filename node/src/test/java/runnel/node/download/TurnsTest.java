package runnel.node.download;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class TurnsTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final Semaphore turns = new Semaphore(1);
  private final AtomicBoolean stopped = new AtomicBoolean();
  private final CountDownLatch looked = new CountDownLatch(1);

  @Test
  void whoIsToEndDoesNotWaitForTheTurnOfAnother() throws Exception {
    assertThat(enter()).isTrue();
    CompletableFuture<Boolean> other =
        CompletableFuture.supplyAsync(this::enter, Thread::startVirtualThread);
    looked.await();
    stopped.set(true);
    assertThat(other).succeedsWithin(PATIENCE).isEqualTo(false);
    assertThat(turns.availablePermits()).isZero();
  }

  @Test
  void aTurnThatIsEndedIsTheNexts() throws Exception {
    assertThat(enter()).isTrue();
    CompletableFuture<Boolean> other =
        CompletableFuture.supplyAsync(this::enter, Thread::startVirtualThread);
    looked.await();
    turns.release();
    assertThat(other).succeedsWithin(PATIENCE).isEqualTo(true);
  }

  private boolean enter() {
    return Turns.enter(
        turns,
        () -> {
          if (turns.availablePermits() == 0) {
            looked.countDown();
          }
          return stopped.get();
        });
  }
}
