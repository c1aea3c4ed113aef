package runnel.node.story;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/** A Java program on a network of the test other than a node; it says when it is ready. */
final class LanProcess implements AutoCloseable {
  private static final Duration START = Duration.ofSeconds(60);
  private static final Duration END = Duration.ofSeconds(10);

  private final Process process;
  private final Path output;

  private LanProcess(Process process, Path output) {
    this.process = process;
    this.output = output;
  }

  /**
   * Starts it and waits for its line {@code ready}.
   *
   * @param home where its output goes
   * @param inside makes of its command one that runs it on a network of the test
   */
  static LanProcess start(
      Path home, UnaryOperator<List<String>> inside, Class<?> main, String... arguments) {
    try {
      Files.createDirectories(home);
      List<String> command = new ArrayList<>(NodeProcess.java());
      command.add(main.getName());
      command.addAll(List.of(arguments));
      Path output = home.resolve("output.txt");
      Process process =
          new ProcessBuilder(inside.apply(command))
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
      LanProcess started = new LanProcess(process, output);
      started.awaitLine("ready");
      return started;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits until it has written a line that begins so, and returns that line. */
  String awaitLine(String beginning) {
    Poll.until(
        START,
        () -> line(beginning) != null || !process.isAlive(),
        () -> "no line '" + beginning + "': " + output());
    String line = line(beginning);
    if (line == null) {
      throw new IllegalStateException("the program ended: " + output());
    }
    return line;
  }

  String output() {
    try {
      return Files.readString(output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void kill() {
    process.destroyForcibly();
    awaitEnd();
  }

  @Override
  public void close() {
    process.destroy();
    awaitEnd();
    process.destroyForcibly();
  }

  private String line(String beginning) {
    return output().lines().filter(line -> line.startsWith(beginning)).findFirst().orElse(null);
  }

  private void awaitEnd() {
    try {
      boolean _ = process.waitFor(END.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
