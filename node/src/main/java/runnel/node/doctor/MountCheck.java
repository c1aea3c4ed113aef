package runnel.node.doctor;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Whether the mount answers, asked by a program of the system: who serves it must not ask it. */
public final class MountCheck {
  /** FAULTS: the mount's root answers within a second whatever has failed. */
  private static final Duration WITHIN = Duration.ofSeconds(2);

  private static final int OUTPUT_BYTES_MAX = 1 << 10;

  private MountCheck() {}

  /**
   * Lists the mount's root.
   *
   * @param mounted whether it is mounted, as far as the node knows
   */
  public static Finding of(Path mount, boolean mounted) {
    if (!mounted) {
      return Finding.fail(
          "mount", mount + " was unmounted from outside", "mount it again: runnel up");
    }
    try {
      Process ls =
          new ProcessBuilder(List.of("ls", "--", mount.toString()))
              .redirectErrorStream(true)
              .directory(Path.of("/").toFile())
              .start();
      ls.getOutputStream().close();
      if (!ls.waitFor(WITHIN.toMillis(), TimeUnit.MILLISECONDS)) {
        ls.destroyForcibly();
        return silent(mount, "no answer within %d s".formatted(WITHIN.toSeconds()));
      }
      byte[] said = ls.getInputStream().readNBytes(OUTPUT_BYTES_MAX);
      return ls.exitValue() == 0
          ? Finding.ok("mount", mount + " answers")
          : silent(mount, new String(said, StandardCharsets.UTF_8).strip());
    } catch (IOException e) {
      return silent(mount, e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return silent(mount, "interrupted");
    }
  }

  private static Finding silent(Path mount, String why) {
    return Finding.fail(
        "mount", "%s: %s".formatted(mount, why), "restart the node: runnel down, runnel up");
  }
}
