package runnel.mount.fuse;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Runs a small program and never waits for it without bound. */
final class Command {
  /** More than any of these programs needs for what is not stuck. */
  private static final Duration DEADLINE = Duration.ofSeconds(1);

  private static final int MOST_OUTPUT_BYTES = 4096;
  private static final List<String> FUSERMOUNT = List.of("fusermount", "fusermount3");

  /** How a program ended. */
  sealed interface Outcome {
    /**
     * By itself.
     *
     * @param status 0 for success
     * @param output what it said
     */
    record Exited(int status, String output) implements Outcome {}

    /** Not within the deadline; it was killed, and may go on if it is stuck in the kernel. */
    record Stuck() implements Outcome {}
  }

  private Command() {}

  /** Finds the program that lets a user mount and unmount. */
  static Optional<Path> fusermount() {
    return FUSERMOUNT.stream().flatMap(Command::onThePath).findFirst();
  }

  /** Unmounts at once, or fails when a file is open there. */
  static Outcome unmount(Path mountPoint) {
    return fusermount("-u", mountPoint);
  }

  /** Takes the mount out of the tree of files, and lets it end when the last file is closed. */
  static Outcome unmountLazily(Path mountPoint) {
    return fusermount("-uz", mountPoint);
  }

  /** Makes one request to the mount, from another process, and tells what came of it. */
  static Outcome poke(Path mountPoint) {
    return run(List.of("stat", "--file-system", "--format=%t", "--", mountPoint.toString()));
  }

  private static Outcome fusermount(String flag, Path mountPoint) {
    String program = fusermount().map(Path::toString).orElse(FUSERMOUNT.getFirst());
    return run(List.of(program, flag, "--", mountPoint.toString()));
  }

  private static Outcome run(List<String> command) {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(Map.of("LC_ALL", "C"));
    try {
      Process process = builder.start();
      process.getOutputStream().close();
      if (!process.waitFor(DEADLINE.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly();
        return new Outcome.Stuck();
      }
      byte[] output = process.getInputStream().readNBytes(MOST_OUTPUT_BYTES);
      return new Outcome.Exited(
          process.exitValue(), new String(output, StandardCharsets.UTF_8).strip());
    } catch (IOException e) {
      return new Outcome.Exited(127, "can't run " + command.getFirst() + ": " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Outcome.Stuck();
    }
  }

  private static Stream<Path> onThePath(String program) {
    String path = System.getenv().getOrDefault("PATH", "") + ":/usr/bin:/bin";
    return Stream.of(path.split(File.pathSeparator, -1))
        .filter(folder -> !folder.isEmpty())
        .map(folder -> Path.of(folder, program))
        .filter(Files::isExecutable);
  }
}
