package runnel.ctl.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What is mounted, as the kernel says. */
final class Mounts {
  /** Space, tab, line end and backslash are written in octal: proc_pid_mountinfo(5). */
  private static final Pattern OCTAL = Pattern.compile("\\\\([0-7]{3})");

  private static final int MOUNT_POINT = 4;

  private Mounts() {}

  /** Every mount point at or below that folder. */
  static List<Path> below(Path folder) throws IOException {
    return Files.readAllLines(Path.of("/proc/self/mountinfo")).stream()
        .map(line -> line.split(" ", -1)[MOUNT_POINT])
        .map(Mounts::decoded)
        .map(Path::of)
        .filter(point -> point.startsWith(folder))
        .toList();
  }

  static String decoded(String field) {
    return OCTAL
        .matcher(field)
        .replaceAll(match ->
            Matcher.quoteReplacement(Character.toString(Integer.parseInt(match.group(1), 8))));
  }
}
