package runnel.mount.fuse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import jnr.constants.platform.Errno;
import org.junit.jupiter.api.Test;
import runnel.mount.tree.ReadResult;
import runnel.mount.tree.TreeException;

class WaitsTest {
  private final CompletableFuture<ReadResult> never = new CompletableFuture<>();

  @Test
  void aReadThatIsThereIsReturned() {
    ReadResult result = new ReadResult.Region(3, 0, 1);
    Waits waits = new Waits(() -> true, Duration.ofMinutes(1));
    assertThat(waits.await(CompletableFuture.completedFuture(result))).isSameAs(result);
  }

  @Test
  void anInterruptCancelsTheRead() {
    assertGivesUp(new Waits(() -> true, Duration.ofMinutes(1)), Errno.EINTR);
  }

  @Test
  void aReadDoesNotWaitForEverThoughTheTreeNeverAnswers() {
    assertGivesUp(new Waits(() -> false, Duration.ofMillis(1)), Errno.EIO);
  }

  @Test
  void theEndOfTheMountCancelsTheRead() {
    Waits waits = new Waits(() -> false, Duration.ofMinutes(1));
    waits.giveUp();
    assertGivesUp(waits, Errno.EIO);
  }

  @Test
  void theFailureOfTheTreeIsThrownAsItIs() {
    TreeException failure = new TreeException(TreeException.Kind.STALE, "for the test");
    Waits waits = new Waits(() -> false, Duration.ofMinutes(1));
    assertThatThrownBy(() -> waits.await(CompletableFuture.failedFuture(failure)))
        .isSameAs(failure);
  }

  private void assertGivesUp(Waits waits, Errno errno) {
    assertThatThrownBy(() -> waits.await(never))
        .isInstanceOfSatisfying(Refusal.class, e -> assertThat(e.errno()).isEqualTo(errno));
    assertThat(never).isCancelled();
  }
}
