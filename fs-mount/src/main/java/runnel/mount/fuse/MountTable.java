package runnel.mount.fuse;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What is mounted where, from the kernel's own table, which never asks a file system. */
final class MountTable {
  private static final Path SOURCE = Path.of("/proc/self/mountinfo");
  private static final Pattern OCTAL = Pattern.compile("\\\\([0-7]{3})");

  /**
   * One mount.
   *
   * @param id the kernel's number for it
   * @param path where it is, as the kernel writes it
   * @param type the file system's type, such as {@code fuse.sshfs}
   * @param source what {@code df} shows first, such as {@code runnel}
   */
  record Line(int id, String path, String type, String source) {
    /** The type alone is that of others' mounts, too. */
    boolean isOurs() {
      boolean shared =
          type.equals("fuse." + MountOptions.SUBTYPE)
              && source.equals(MountSettings.FILE_SYSTEM_NAME);
      return shared || type.equals("fuse." + MountOptions.FORMER_SUBTYPE);
    }
  }

  private MountTable() {}

  /** Returns the mount at exactly that path, the uppermost where there are several. */
  static Optional<Line> at(Path path) {
    return read().stream()
        .filter(line -> line.path().equals(path.toString()))
        .reduce((lower, upper) -> upper);
  }

  private static List<Line> read() {
    try {
      return new String(Files.readAllBytes(SOURCE), StandardCharsets.UTF_8)
          .lines()
          .map(MountTable::parse)
          .toList();
    } catch (IOException e) {
      throw new MountException(
          MountException.Kind.FAILED, "can't read the table of mounts, " + SOURCE, e);
    }
  }

  /** Parses a line as proc_pid_mountinfo(5) describes it. */
  static Line parse(String line) {
    List<String> fields = List.of(line.split(" ", -1));
    int dash = fields.indexOf("-");
    return new Line(
        Integer.parseInt(fields.getFirst()),
        unescape(fields.get(4)),
        fields.get(dash + 1),
        unescape(fields.get(dash + 2)));
  }

  private static String unescape(String text) {
    return OCTAL
        .matcher(text)
        .replaceAll(match -> {
          char c = (char) Integer.parseInt(match.group(1), 8);
          return Matcher.quoteReplacement(String.valueOf(c));
        });
  }
}
