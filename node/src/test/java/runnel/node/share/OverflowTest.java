package runnel.node.share;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** More happens than the kernel keeps for who does not listen: it drops the rest, and says so. */
class OverflowTest {
  private static final long SEED = 4;
  private static final Path QUEUE = Path.of("/proc/sys/fs/inotify/max_queued_events");

  @TempDir Path base;
  private ShareKit kit;
  private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
  private Process process;

  @BeforeEach
  void open() throws IOException {
    kit = new ShareKit(base, TestSigner.seeded(SEED));
    kit.write("old/file", "old");
    kit.close();
    process = PublishingProcess.start(kit, SEED);
    Thread.ofVirtual().start(() -> process.inputReader(UTF_8).lines().forEach(lines::add));
  }

  @AfterEach
  void end() throws InterruptedException {
    process.destroyForcibly();
    assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
  }

  /** The share looks everything over by itself only every ten minutes. */
  @Test
  void whatTheKernelDroppedIsFoundAllTheSame() throws Exception {
    // Not by readString, for which this file ends after one byte.
    int kept = Integer.parseInt(Files.readAllLines(QUEUE).getFirst());
    await("watching");
    ShareKit.run("kill", "-STOP", Long.toString(process.pid()));
    // Each is created and closed: twice what is kept, so that the last one is surely dropped.
    for (int i = 0; i < kept; i++) {
      kit.write("old/" + i, "");
    }
    kit.write("new/last", "last");
    ShareKit.run("kill", "-CONT", Long.toString(process.pid()));
    await("published " + (kept + 2));
  }

  private void await(String wanted) throws Exception {
    String line = "";
    while (!line.equals(wanted)) {
      line = Optional.ofNullable(lines.poll(60, TimeUnit.SECONDS)).orElseThrow();
    }
  }
}
