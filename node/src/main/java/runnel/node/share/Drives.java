package runnel.node.share;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The Runnel drives that are mounted on this computer, this node's and other nodes'. What others
 * share is not shared on: a drive that shows this very share would be a folder without an end.
 */
final class Drives {
  private static final Path MOUNTS = Path.of("/proc/self/mountinfo");

  /** Type and source of a drive (node/docs/adr, the mount's type). */
  private static final String OURS = " - fuse.sshfs runnel ";

  private static final Pattern OCTAL = Pattern.compile("\\\\([0-7]{3})");

  private final List<Drive> all;

  private Drives(List<Drive> all) {
    this.all = all;
  }

  private record Drive(long device, String path) {}

  /**
   * Reads the kernel's table, which asks no file system; where there is none, there is no drive.
   */
  static Drives now() {
    try {
      String table = new String(Files.readAllBytes(MOUNTS), StandardCharsets.UTF_8);
      return of(table);
    } catch (IOException e) {
      return new Drives(List.of());
    }
  }

  /** As the kernel writes it, see proc_pid_mountinfo(5). */
  static Drives of(String table) {
    return new Drives(
        table.lines().filter(line -> line.contains(OURS)).map(Drives::drive).toList());
  }

  /** Says whether something with that device, as in FileFacts, lies in a drive. */
  boolean hold(long device) {
    return all.stream().anyMatch(drive -> drive.device() == device);
  }

  /** Returns where the drive is mounted in which a path lies. */
  Optional<Path> around(Path path) {
    return all.stream().map(drive -> Path.of(drive.path())).filter(path::startsWith).findFirst();
  }

  private static Drive drive(String line) {
    String[] fields = line.split(" ", 6);
    String[] numbers = fields[2].split(":", 2);
    long device = Long.parseLong(numbers[0]) << 32 | Long.parseLong(numbers[1]);
    return new Drive(
        device,
        OCTAL
            .matcher(fields[4])
            .replaceAll(escape -> {
              char letter = (char) Integer.parseInt(escape.group(1), 8);
              return Matcher.quoteReplacement(String.valueOf(letter));
            }));
  }
}
