package runnel.mount.fuse;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import runnel.mount.tree.Attributes;

class ToldSizesTest {
  private final AtomicLong nanos = new AtomicLong();
  private final ToldSizes told = new ToldSizes(nanos::get);

  @Test
  void aSizeThatWasToldDoesNotDiffer() {
    told.remember(file(1, 10));
    told.remember(file(1, 10));
    assertThat(told.differsFrom(file(1, 10))).isFalse();
    assertThat(told.differsFrom(file(1, 11))).isTrue();
    assertThat(told.differsFrom(file(2, 11))).isFalse();
  }

  /** It may have been told in a listing that is not sent yet. */
  @Test
  void forAWhileAfterAChangeTheKernelMayNotKnow() {
    told.remember(file(1, 10));
    told.remember(file(1, 20));
    told.remember(file(1, 20));
    assertThat(told.differsFrom(file(1, 20))).isTrue();
    nanos.addAndGet(Duration.ofSeconds(3).toNanos());
    assertThat(told.differsFrom(file(1, 20))).isFalse();
  }

  private static Attributes file(long inode, long size) {
    return new Attributes(Attributes.Kind.FILE, size, MemoryTree.MODIFIED, false, inode);
  }
}
