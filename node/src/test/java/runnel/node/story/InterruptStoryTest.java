package runnel.node.story;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ctrl-C on programs that wait for an owner whose computer hangs. */
class InterruptStoryTest {
  private static final Duration PATIENCE = Network.PATIENCE;
  private static final int MIB = 1 << 20;

  /** Prints what it caught and goes on to its end. */
  private static final String CATCHING_READER =
      """
      import sys
      try:
        open(sys.argv[1], 'rb').read(1)
      except KeyboardInterrupt:
        print('caught')
      """;

  /**
   * Has a page brought by the processor, not by a call. A handler would run in time, but then the
   * instruction is begun again (ADR 4); so this one leaves the signal as it is.
   */
  private static final String MAPPING_READER =
      """
      import mmap, signal, sys
      signal.signal(signal.SIGINT, signal.SIG_DFL)
      with open(sys.argv[1], 'rb') as file:
        pages = mmap.mmap(file.fileno(), 0, prot=mmap.PROT_READ)
        pages[len(pages) // 2]
      """;

  /** By name; each reads a file of its own, which is the last word. */
  private static final Map<String, List<String>> PROGRAMS =
      Map.of(
          "cat", List.of("cat"),
          "cp", List.of("cp", "-t", "OUT"),
          // It catches the signal to say how far it came.
          "dd", List.of("dd", "of=/dev/null", "bs=4k"),
          "python", List.of("python3", "-c", CATCHING_READER),
          "mmap", List.of("python3", "-c", MAPPING_READER),
          "sha256sum", List.of("sha256sum"));

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
  void ctrlCEndsEveryProgramThatWaitsForAReadWithinASecond() throws Exception {
    NodeProcess alice = network.owner("alice");
    for (String program : PROGRAMS.keySet()) {
      Network.randomFile(alice.share().resolve(program), 2 * MIB);
    }
    alice.rescan();
    NodeProcess bob = network.reader("bob", alice);
    for (String program : PROGRAMS.keySet()) {
      Network.awaitFile(bob.mount().resolve("peers/alice").resolve(program));
    }
    alice.signal("STOP");
    Map<String, Process> running = new LinkedHashMap<>();
    for (String program : PROGRAMS.keySet()) {
      running.put(program, start(program, bob.mount().resolve("peers/alice").resolve(program)));
    }
    running.forEach(InterruptStoryTest::awaitWaiting);
    for (Map.Entry<String, Process> each : running.entrySet()) {
      Duration took = interrupt(each.getValue());
      System.out.println("fault: Ctrl-C on %s: %d ms".formatted(each.getKey(), took.toMillis()));
      assertThat(took).as(each.getKey()).isLessThan(Budgets.AT_ONCE);
    }
    assertThat(output("python")).isEqualTo("caught\n");
    Aftermath.assertCalm(bob);
  }

  private Process start(String program, Path file) throws IOException {
    // A build that runs in the background hands down an interrupt that is ignored.
    List<String> command = new ArrayList<>(List.of("env", "--default-signal=INT"));
    PROGRAMS
        .get(program)
        .forEach(word -> command.add(word.equals("OUT") ? folder.toString() : word));
    command.add(program.equals("dd") ? "if=" + file : file.toString());
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve(program + ".out").toFile())
        .start();
  }

  private String output(String program) throws IOException {
    return Files.readString(folder.resolve(program + ".out"));
  }

  /** Until the kernel says that it waits for the answer of a file system. */
  private static void awaitWaiting(String program, Process process) {
    Path where = Path.of("/proc", Long.toString(process.pid()), "wchan");
    Poll.until(
        PATIENCE,
        () -> text(where).contains("request_wait_answer"),
        () -> program + " does not wait for a read but in " + text(where));
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Duration interrupt(Process process) throws InterruptedException {
    long began = System.nanoTime();
    Shell.run(PATIENCE, "kill", "-INT", Long.toString(process.pid())).ok();
    assertThat(process.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)).isTrue();
    return Duration.ofNanos(System.nanoTime() - began);
  }
}
