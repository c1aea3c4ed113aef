package runnel.node.share;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import runnel.node.beneath.OpenedFile;

class DescribingTest {
  @TempDir Path base;
  private final FirstLine describer = new FirstLine();
  private ShareKit kit;

  @BeforeEach
  void open() {
    kit = new ShareKit(base);
    kit.restart(
        kit.settings()
            .withDescriber(describer)
            .withHashing(
                new ShareSettings.Hashing(
                    2, Duration.ofMillis(20), Duration.ofMillis(20), Duration.ofMillis(50))));
  }

  @AfterEach
  void close() {
    kit.close();
  }

  @Test
  void whatIsKnownOfAFileIsPublished() throws Exception {
    kit.write("songs/delta.mp3", "Delta\n...");
    kit.write("notes.c", "int main");
    kit.catalog();

    awaitTitle("songs/delta.mp3", "Delta");
    assertThat(metadata("notes.c")).isEmpty();
    assertThat(describer.asked).containsExactly("delta.mp3");
  }

  @Test
  void equalContentIsLookedIntoOnceAndAgainOnlyWhenItChanges() throws Exception {
    kit.write("a.mp3", "Delta\n...");
    kit.write("b.mp3", "Delta\n...");
    kit.catalog();
    awaitTitle("a.mp3", "Delta");
    awaitTitle("b.mp3", "Delta");

    Files.move(kit.folder.resolve("b.mp3"), kit.folder.resolve("c.mp3"));
    kit.catalog();
    assertThat(metadata("c.mp3")).isEqualTo(Map.of("title", "Delta"));
    kit.restart();
    kit.catalog();
    assertThat(metadata("a.mp3")).isEqualTo(Map.of("title", "Delta"));
    assertThat(describer.asked).hasSize(1);

    kit.write("a.mp3", "Estuary\n.");
    kit.catalog();
    awaitTitle("a.mp3", "Estuary");
    assertThat(metadata("c.mp3")).isEqualTo(Map.of("title", "Delta"));
  }

  @Test
  void whatCannotBeUnderstoodIsListedAndNotAskedAgain() throws Exception {
    kit.write("bad.mp3", "");
    kit.write("bad2.mp3", "\nno title");
    kit.catalog();
    describer.awaitAsked("bad2.mp3");
    kit.restart();
    Map<String, String> catalog = kit.catalog();
    kit.write("last.mp3", "Last\n");
    kit.catalog();
    awaitTitle("last.mp3", "Last");

    assertThat(catalog).containsKeys("bad.mp3", "bad2.mp3");
    assertThat(metadata("bad2.mp3")).isEmpty();
    assertThat(describer.asked.stream().filter("bad2.mp3"::equals).count()).isLessThanOrEqualTo(2);
    assertThat(describer.asked).doesNotContain("bad.mp3");
  }

  @Test
  void whatIsLearntOfManyFilesIsNotPublishedOneByOne() throws Exception {
    describer.pauseMillis = 10;
    int files = 100;
    for (int i = 0; i < files; i++) {
      kit.write("song" + i + ".mp3", "Song " + i + "\n");
    }
    kit.catalog();
    Set<Long> versions = new HashSet<>();
    kit.await(catalog -> {
      versions.add(version());
      return IntStream.range(0, files).noneMatch(i -> metadata("song" + i + ".mp3").isEmpty());
    });
    // The first may be known before the others are handed on; the last are published at once.
    assertThat(versions).hasSizeLessThanOrEqualTo(5);
  }

  private long version() {
    return kit.published().orElseThrow().head().head().version();
  }

  private Map<String, String> metadata(String path) {
    return ShareKit.file(kit.published().orElseThrow(), path).metadata();
  }

  private void awaitTitle(String path, String title) throws InterruptedException {
    kit.await(catalog -> metadata(path).equals(Map.of("title", title)));
  }

  /** Takes a file's first line for its title. */
  private static final class FirstLine implements Describer {
    final List<String> asked = new CopyOnWriteArrayList<>();
    volatile long pauseMillis;

    @Override
    public boolean understands(String name) {
      return name.endsWith(".mp3");
    }

    @Override
    public Optional<Map<String, String>> describe(OpenedFile file, String name) {
      LockSupport.parkNanos(pauseMillis * 1_000_000);
      ByteBuffer buffer = ByteBuffer.allocateDirect((int) file.facts().size());
      file.read(0, buffer);
      String text = StandardCharsets.UTF_8.decode(buffer.flip()).toString();
      String line = text.substring(0, text.indexOf('\n'));
      asked.add(name);
      return Optional.of(line.isEmpty() ? Map.of() : Map.of("title", line));
    }

    void awaitAsked(String name) {
      long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
      while (!asked.contains(name) && System.nanoTime() < end) {
        Thread.onSpinWait();
      }
    }
  }
}
