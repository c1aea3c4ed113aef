package runnel.node.share;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Big files go on being hashed where an earlier run stopped. */
class PartsTest {
  private static final long GIB = 1L << 30;

  @TempDir Path base;
  private ShareKit kit;
  private Path file;

  @BeforeEach
  void stopHalfway() throws Exception {
    kit = new ShareKit(base);
    file = kit.folder.resolve("big");
    try (RandomAccessFile big = new RandomAccessFile(file.toFile(), "rw")) {
      big.setLength(3 * GIB);
      big.write(1);
      big.seek(2 * GIB + 5);
      big.write(2);
    }
    var scan = CompletableFuture.runAsync(kit.share()::rescan); // Waits for hashes.
    while (stored().length == 0) {
      assertThat(scan).isNotDone();
      Thread.onSpinWait();
    }
    kit.restart();
    assertThat(scan).isCompletedExceptionally();
  }

  @AfterEach
  void close() {
    kit.close();
  }

  @Test
  void hashingGoesOnAfterARestartAndEndsAlike() throws Exception {
    String resumed = kit.catalog().get("big");
    assertThat(kit.share().resumedBytes()).isGreaterThanOrEqualTo(GIB);
    assertThat(stored()).isEmpty();
    Files.setLastModifiedTime(file, FileTime.fromMillis(0));
    assertThat(kit.catalog()).containsEntry("big", resumed);
  }

  @Test
  void aFileThatChangedSinceIsHashedFromItsBegin() throws Exception {
    Files.setLastModifiedTime(file, FileTime.fromMillis(0));
    assertThat(kit.catalog()).containsKey("big");
    assertThat(kit.share().resumedBytes()).isZero();
  }

  private byte[] stored() throws Exception {
    try (var opened = new Roots(kit.folder).openFile(new SharePath("big"))) {
      return kit.share().parts(opened.facts());
    }
  }
}
