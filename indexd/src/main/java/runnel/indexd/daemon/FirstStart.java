package runnel.indexd.daemon;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import runnel.indexd.api.Candidacy;
import runnel.indexd.process.FileReason;

/**
 * Since when a daemon stands as host: its first start, kept in {@code HOME/since} in milliseconds
 * since 1970, so that it comes before a younger daemon also after a restart.
 */
final class FirstStart {
  private FirstStart() {}

  /**
   * Returns it, within {@link Candidacy#since}'s range; keeps it, the first time.
   *
   * @throws DaemonException FAILED
   */
  static long of(Path home, Instant now) {
    Path file = home.resolve("since");
    try {
      return Files.exists(file) ? read(file) : keep(file, now);
    } catch (IOException e) {
      throw new DaemonException(
          DaemonException.Kind.FAILED,
          "could not keep the time of the first start in %s: %s".formatted(file, FileReason.of(e)),
          e);
    }
  }

  private static long read(Path file) throws IOException {
    String text = Files.readString(file).strip();
    if (!text.matches("[1-9][0-9]{0,14}")) {
      throw new DaemonException(
          DaemonException.Kind.FAILED,
          file + " holds no time of a first start; remove it, and this start is the first");
    }
    return Long.parseLong(text);
  }

  private static long keep(Path file, Instant now) throws IOException {
    long since = Math.clamp(now.toEpochMilli(), 1, Candidacy.SINCE_MAX);
    Path written = file.resolveSibling("since.new");
    Files.write(written, (since + "\n").getBytes(StandardCharsets.US_ASCII));
    Files.move(written, file, StandardCopyOption.ATOMIC_MOVE);
    return since;
  }
}
