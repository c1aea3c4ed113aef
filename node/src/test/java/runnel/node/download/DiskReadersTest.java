package runnel.node.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import runnel.node.failure.NodeException;

@Timeout(60)
class DiskReadersTest {
  @Test
  void readsAreDoneByThreadsThatMayHang() {
    DiskReaders readers = new DiskReaders(DownloadLimits.DISK_WAIT);
    assertThat(readers.<Boolean>read(() -> Thread.currentThread().isVirtual())).isFalse();
  }

  @Test
  void whoReadsFromADiskThatHangsIsToldInTime() {
    DiskReaders readers = new DiskReaders(Duration.ofMillis(20));
    CountDownLatch answer = new CountDownLatch(1);
    for (int i = 0; i < 2 * DownloadLimits.READERS; i++) {
      NodeException told =
          catchThrowableOfType(NodeException.class, () -> readers.read(() -> await(answer)));
      assertThat(told.kind()).isEqualTo(NodeException.Kind.STALE);
      assertThat(told).hasMessageContaining("does not answer");
    }
    answer.countDown();
  }

  @Test
  void whatCanNotBeReadIsNotHere() {
    DiskReaders readers = new DiskReaders(DownloadLimits.DISK_WAIT);
    NodeException told =
        catchThrowableOfType(
            NodeException.class,
            () ->
                readers.read(() -> {
                  throw new IOException("bad sector");
                }));
    assertThat(told.kind()).isEqualTo(NodeException.Kind.STALE);
    assertThat(told).hasMessageContaining("bad sector");
  }

  private static boolean await(CountDownLatch answer) throws InterruptedException {
    answer.await();
    return true;
  }
}
