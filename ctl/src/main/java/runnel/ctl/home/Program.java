package runnel.ctl.home;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs a small program of the system, and never waits for it without bound. */
final class Program {
  private static final Duration WITHIN = Duration.ofSeconds(2);
  private static final int OUTPUT_BYTES_MAX = 4096;

  private Program() {}

  /**
   * How it ended.
   *
   * @param status its exit status; -1 if it did not end in time or could not be run
   * @param output what it said, errors too
   */
  record Outcome(int status, String output) {}

  /** Runs it in the language C, from the root folder, so that it holds no mount. */
  static Outcome run(String... command) {
    ProcessBuilder builder =
        new ProcessBuilder(List.of(command)).redirectErrorStream(true).directory(new File("/"));
    var _ = builder.environment().put("LC_ALL", "C");
    try {
      Process process = builder.start();
      process.getOutputStream().close();
      if (!process.waitFor(WITHIN.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly();
        return new Outcome(-1, "no answer within " + WITHIN.toSeconds() + " s");
      }
      byte[] output = process.getInputStream().readNBytes(OUTPUT_BYTES_MAX);
      return new Outcome(process.exitValue(), new String(output, StandardCharsets.UTF_8).strip());
    } catch (IOException e) {
      return new Outcome(-1, "cannot run " + command[0] + ": " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Outcome(-1, "interrupted");
    }
  }
}
