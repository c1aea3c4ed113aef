package runnel.ctl.home;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import runnel.ctl.control.CtlException;
import runnel.ctl.control.CtlException.Kind;

/** What mounting needs from the system: libfuse2 and fusermount. */
public final class Fuse {
  /** Downloading and unpacking two small packages over a slow line. */
  private static final Duration INSTALLATION = Duration.ofMinutes(10);

  private Fuse() {}

  /**
   * Sees to it that it is there: {@code fs-mount/bin/install-fuse} installs it where it may, else
   * says what to type.
   *
   * @throws CtlException of kind FAILED if it is not
   */
  public static void ensure(Surroundings surroundings) {
    Path script = surroundings.project().resolve("fs-mount/bin/install-fuse");
    if (!Files.isExecutable(script)) {
      return; // Then the node says what is missing, if anything is.
    }
    try {
      // What it says is no result of ours, so all of it goes to standard error.
      Process process =
          new ProcessBuilder("sh", "-c", "exec \"$0\" >&2", script.toString()).inheritIO().start();
      if (!process.waitFor(INSTALLATION.toSeconds(), TimeUnit.SECONDS)) {
        process.destroy();
        throw new CtlException(Kind.FAILED, "cannot mount: installing libfuse2 takes too long");
      }
      if (process.exitValue() != 0) {
        throw new CtlException(
            Kind.FAILED, "cannot mount: libfuse2 or fusermount is missing, see above");
      }
    } catch (IOException e) {
      throw new CtlException(Kind.FAILED, "cannot run " + script + ": " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CtlException(Kind.FAILED, "interrupted while installing libfuse2", e);
    }
  }
}
