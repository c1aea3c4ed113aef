import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs programs; each has a deadline. */
final class Shell {
  private static final Duration LIMIT = Duration.ofMinutes(10);

  private Shell() {}

  /** Runs a line of shell and returns its output; fails with its error output. */
  static String sh(String line) {
    return run(List.of("bash", "-c", line));
  }

  static String run(List<String> command) {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      process.getOutputStream().close();
      byte[] output = process.getInputStream().readAllBytes();
      if (!process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new IllegalStateException("took too long: " + command);
      }
      String said = new String(output, StandardCharsets.UTF_8);
      if (process.exitValue() != 0) {
        throw new IllegalStateException(
            "failed (%d): %s%n%s".formatted(process.exitValue(), command, said));
      }
      return said;
    } catch (IOException e) {
      throw new IllegalStateException("could not run " + command, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  /** Starts what is ended by the caller. */
  static Process start(String... command) {
    try {
      return new ProcessBuilder(command)
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .start();
    } catch (IOException e) {
      throw new IllegalStateException("could not start " + Arrays.toString(command), e);
    }
  }

  static boolean has(String program) {
    return List.of("/usr/bin/", "/usr/sbin/", "/bin/", "/usr/local/bin/").stream()
        .anyMatch(folder -> new java.io.File(folder + program).canExecute());
  }

  /** The seconds that a line of shell takes. */
  static double seconds(String line) {
    long begin = System.nanoTime();
    sh(line);
    return (System.nanoTime() - begin) / 1e9;
  }

  /** Waits until the line succeeds. */
  static void await(String line, Duration limit) {
    long end = System.nanoTime() + limit.toNanos();
    while (true) {
      try {
        sh(line);
        return;
      } catch (IllegalStateException e) {
        if (System.nanoTime() > end) {
          throw e;
        }
      }
      pause(50);
    }
  }

  static void pause(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  /** Makes the host of a virtual machine give it so many MiB, which are free afterwards. */
  static void touchMemory(int mebibytes) {
    sh("head -c %1$dM /dev/zero > /dev/shm/runnel-compare; rm -f /dev/shm/runnel-compare".formatted(mebibytes));
  }

  static void dropCaches() {
    sh("sync; echo 3 > /proc/sys/vm/drop_caches");
  }
}
