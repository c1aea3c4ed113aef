package runnel.node.story;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Figures of whole nodes that share and see much, printed; changes must show within 2 s. */
@Tag("soak")
@Tag("share")
class ShareFiguresStoryTest {
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final Duration IDLE = Duration.ofSeconds(45);
  private static final Pattern RSS_ANON = Pattern.compile("RssAnon:\\s+(\\d+) kB");
  private static final int CHANGES = 100;

  /** By PLATFORM's table; measured 134 and 141. */
  private static final long MEGABYTES_MAX = 250;

  private static final long MEGABYTES_AIM = 120;
  private static final int FILES = 100_000;
  private static final int FILES_IN_FOLDER = 1_000;

  @TempDir private Path folder;
  private Network network;

  @BeforeEach
  void begin() {
    network = new Network(folder);
  }

  @AfterEach
  void endNodes() {
    network.close();
  }

  @Test
  void aChangeIsReadOnAnotherMountWithinTwoSeconds() throws IOException {
    NodeProcess alice = network.owner("alice");
    NodeProcess bob = network.reader("bob", alice);
    Path seen = bob.mount().resolve("peers/alice");
    Files.writeString(alice.share().resolve("file"), "before");
    Network.awaitFile(seen.resolve("file"));
    Changes changes = new Changes(alice.share(), seen);
    changes.measure("a changed file, opened", i -> "file", Changes::isRead);
    changes.measure("a new file, by its name", i -> "new " + i, Changes::isRead);
    changes.measure("a new file, in a listing", i -> "other " + i, Changes::isListed);
  }

  @Test
  void theMemoryOfNodesThatKnowAHundredThousandEntries() throws IOException {
    NodeProcess alice = network.owner("alice");
    Path made = folder.resolve("made");
    for (int i = 0; i < FILES; i++) {
      Path below = made.resolve("folder " + i / FILES_IN_FOLDER);
      if (i % FILES_IN_FOLDER == 0) {
        Files.createDirectories(below);
      }
      Files.writeString(below.resolve("some file number " + i + ".txt"), "text " + i);
    }
    Files.move(made, alice.share().resolve("many"));
    alice.rescan();
    NodeProcess bob = network.reader("bob", alice);
    Path seen = bob.mount().resolve("peers/alice/many");
    Network.awaitFile(seen);
    String count = "find '%s' -type f -size +0 | wc -l".formatted(seen);
    assertThat(Shell.run(PATIENCE, "sh", "-c", count).ok().strip()).isEqualTo("" + FILES);
    long owner = rssAnonMegabytesAtRest(alice);
    long reader = rssAnonMegabytesAtRest(bob);
    System.out.printf(
        "soak: RssAnon with %d entries: who shares them %d MB, who listed them %d MB (aim: %d)%n",
        FILES, owner, reader, MEGABYTES_AIM);
    assertThat(List.of(owner, reader)).allMatch(megabytes -> megabytes < MEGABYTES_MAX);
  }

  /** Changes files of a share, and waits until a mount shows it. */
  private record Changes(Path share, Path seen) {
    interface Sight {
      boolean shows(Path seen, String name, String text);
    }

    static boolean isRead(Path seen, String name, String text) {
      return Shell.run(PATIENCE, "cat", seen.resolve(name).toString()).output().equals(text);
    }

    static boolean isListed(Path seen, String name, String text) {
      return Shell.run(PATIENCE, "ls", seen.toString()).output().lines().anyMatch(name::equals);
    }

    void measure(String what, IntFunction<String> names, Sight sight) throws IOException {
      long[] millis = new long[CHANGES];
      for (int i = 0; i < CHANGES; i++) {
        String name = names.apply(i);
        String text = "change " + i;
        long began = System.nanoTime();
        Files.writeString(share.resolve(name), text);
        while (!sight.shows(seen, name, text)) {
          assertThat(System.nanoTime() - began).isLessThan(PATIENCE.toNanos());
          LockSupport.parkNanos(5_000_000);
        }
        millis[i] = (System.nanoTime() - began) / 1_000_000;
      }
      Arrays.sort(millis);
      System.out.printf(
          "soak: change to seen on another mount, %s: p50 %d ms, p99 %d ms, most %d ms%n",
          what, millis[CHANGES / 2], millis[CHANGES * 99 / 100], millis[CHANGES - 1]);
      assertThat(millis[CHANGES * 99 / 100]).isLessThan(2000);
    }
  }

  /** After the time in which a node notices that it has nothing to do, and tidies up. */
  private static long rssAnonMegabytesAtRest(NodeProcess node) throws IOException {
    LockSupport.parkNanos(IDLE.toNanos());
    return rssAnonMegabytes(node);
  }

  private static long rssAnonMegabytes(NodeProcess node) throws IOException {
    String status = Files.readString(Path.of("/proc/%d/status".formatted(node.pid())));
    Matcher line = RSS_ANON.matcher(status);
    assertThat(line.find()).isTrue();
    return Long.parseLong(line.group(1)) / 1000;
  }
}
