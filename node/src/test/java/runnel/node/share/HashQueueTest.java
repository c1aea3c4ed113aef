package runnel.node.share;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import runnel.indexd.catalog.Entry;

/** What is hashed before what, how hard, and what is hashed again. */
class HashQueueTest {
  private static final Duration SOON = Duration.ofMillis(100);

  @TempDir private Path base;
  private ShareKit kit;

  @BeforeEach
  void open() {
    kit = new ShareKit(base);
    kit.restart(
        kit.settings().withHashing(new ShareSettings.Hashing(1, SOON, SOON, Duration.ofDays(1))));
  }

  @AfterEach
  void close() {
    kit.close();
  }

  /** The only thread hashes something else for minutes. */
  @Test
  void whatIsAskedForGoesBeforeOthersThoughItIsInTheQueueAlready() throws Exception {
    try (RandomAccessFile large = new RandomAccessFile(kit.folder.resolve("long").toFile(), "rw")) {
      large.setLength(1L << 40);
    }
    Published first = kit.share().rescan();
    assertThat(ShareKit.file(first, "long").content()).isEmpty();
    while (kit.share().filesHashed() == 0) {
      Thread.onSpinWait();
    }
    kit.write("one", "1");
    kit.write("other", "22");
    Published published = kit.share().rescan();
    Entry.FileEntry one = ShareKit.file(published, "one");
    assertThat(one.content()).isEmpty();
    kit.share().open(new SharePath("one"), one.version()).orElseThrow().close();
    kit.share().open(new SharePath("one"), one.version()).orElseThrow().close();
    kit.await(catalog -> catalog.get("one").equals(ShareKit.id("1")));
    assertThat(ShareKit.read(kit.published().orElseThrow())).containsEntry("other", "not hashed");
    assertThat(kit.share().filesHashed()).isEqualTo(2);
  }

  @Test
  void aRenamedFileKeepsItsHashAndIsHashedAgainInCaseItIsAnother() throws Exception {
    Path file = kit.write("same", "text");
    Path forged = kit.write("forged", "before");
    Map<String, String> before = kit.catalog();
    FileTime time = Files.getLastModifiedTime(forged);
    Files.writeString(forged, "behind");
    Files.setLastModifiedTime(forged, time);
    Files.move(file, kit.folder.resolve("same-renamed"));
    Files.move(forged, kit.folder.resolve("forged-renamed"));
    Published renamed = kit.share().rescan();
    assertThat(ShareKit.read(renamed))
        .containsEntry("same-renamed", before.get("same"))
        .containsEntry("forged-renamed", before.get("forged"));
    kit.await(catalog -> catalog.get("forged-renamed").equals(ShareKit.id("behind")));
    assertThat(ShareKit.read(kit.hashed())).containsEntry("same-renamed", before.get("same"));
    assertThat(kit.share().filesHashed()).isEqualTo(2);
  }

  @Test
  void thePaceThatWasSetHoldsAfterARestart() throws Exception {
    assertThat(kit.share().pace()).isEqualTo(Pace.FULL);
    kit.share().pace(Pace.GENTLE);
    kit.restart();
    assertThat(kit.share().pace()).isEqualTo(Pace.GENTLE);
    kit.write("a", "text");
    assertThat(kit.catalog()).containsEntry("a", ShareKit.id("text"));
    kit.share().pace(Pace.FULL);
    kit.restart();
    assertThat(kit.share().pace()).isEqualTo(Pace.FULL);
  }

  @Test
  void gentleIsAQuarterOfACoreForAllThreadsTogether() throws Exception {
    long worked = Duration.ofMillis(5).toNanos();
    long began = System.nanoTime();
    Pace.FULL.rest(Duration.ofDays(1).toNanos(), 2);
    Pace.GENTLE.rest(worked, 2);
    assertThat(System.nanoTime() - began).isGreaterThanOrEqualTo(7 * worked);
  }
}
