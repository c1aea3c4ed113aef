package runnel.node.share;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A share that is killed while it publishes: afterwards its catalog is what a walk finds, and
 * nothing is hashed again that stayed what it was.
 */
class PublishingKillTest {
  private static final int FILES = 300;
  private static final int CHANGES = 40;

  /** Longer than it takes to publish the changes. */
  private static final int KILL_WITHIN_MILLIS = 900;

  private final long seed = Long.getLong("runnel.soak.seed", System.nanoTime());
  private final Random random = new Random(seed);
  @TempDir Path base;
  private ShareKit kit;

  @BeforeEach
  void fill() throws IOException {
    System.out.println("kills while publishing: seed " + seed);
    kit = new ShareKit(base, TestSigner.seeded(seed));
    for (int i = 0; i < FILES; i++) {
      kit.write("folder " + i % 10 + "/file " + i, "text " + i);
    }
    kit.catalog();
  }

  @AfterEach
  void close() {
    kit.close();
  }

  @Test
  void twoKillsLeaveTheCatalogRight() throws Exception {
    kill(2);
  }

  @Test
  @Tag("soak")
  @Tag("share")
  void aHundredKillsLeaveTheCatalogRight() throws Exception {
    kill(Integer.getInteger("runnel.soak.kills", 100));
  }

  private void kill(int times) throws Exception {
    for (int i = 0; i < times; i++) {
      long version = kit.published().orElseThrow().head().head().version();
      kit.close();
      int changed = changeWhileItPublishesAndKill();
      kit.restart();
      Map<String, String> catalog = kit.catalog();
      assertThat(catalog).as("after kill " + i).isEqualTo(ShareModelTest.walk(kit.folder));
      assertThat(kit.share().filesHashed()).isLessThanOrEqualTo(changed);
      assertThat(kit.published().orElseThrow().head().head().version()).isGreaterThan(version);
    }
  }

  /** Returns how many files may have to be hashed afterwards. */
  private int changeWhileItPublishesAndKill() throws Exception {
    Process process = PublishingProcess.start(kit, seed);
    try (BufferedReader output = process.inputReader(UTF_8)) {
      String line = output.readLine();
      while (line != null && !line.equals("watching")) {
        line = output.readLine();
      }
      assertThat(line).isEqualTo("watching");
      for (int i = 0; i < CHANGES; i++) {
        change(i);
      }
      LockSupport.parkNanos(Duration.ofMillis(random.nextInt(KILL_WITHIN_MILLIS)).toNanos());
    } finally {
      process.destroyForcibly();
      assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
    }
    return CHANGES;
  }

  private void change(int change) throws IOException {
    int file = random.nextInt(FILES);
    Path path = kit.folder.resolve("folder " + file % 10 + "/file " + file);
    switch (random.nextInt(4)) {
      case 0 -> Files.deleteIfExists(path);
      case 1 -> {
        Path to = path.resolveSibling("renamed " + change);
        if (Files.exists(path) && !Files.exists(to)) {
          Files.move(path, to);
        }
      }
      default -> kit.write("folder " + file % 10 + "/file " + file, "new " + random.nextLong());
    }
  }
}
