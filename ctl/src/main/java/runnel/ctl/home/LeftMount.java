package runnel.ctl.home;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import runnel.ctl.control.CtlException;
import runnel.ctl.control.CtlException.Kind;

/** The mount of a home's node that was killed: "Transport endpoint is not connected". */
public final class LeftMount {
  /** Type and source of a node's mount; the former type, too (node/docs/adr, the mount's type). */
  private static final List<String> OURS = List.of(" - fuse.sshfs runnel ", " - fuse.runnel ");

  private static final Path MOUNTS = Path.of("/proc/self/mountinfo");
  private static final Pattern OCTAL = Pattern.compile("\\\\([0-7]{3})");

  /** What ENOTCONN reads like; stat(1) has no better way to tell. */
  private static final String NOT_CONNECTED = "Transport endpoint is not connected";

  private LeftMount() {}

  /** Returns where it is, if there is one. Only the home's own mount is looked at. */
  public static Optional<Path> of(Home home) {
    return home.mount().filter(LeftMount::isMounted).filter(LeftMount::isDead);
  }

  /**
   * Takes it away.
   *
   * @throws CtlException of kind FAILED if that can't be done
   */
  public static void remove(Path mount) {
    List<Program.Outcome> outcomes =
        Stream.of("fusermount", "fusermount3")
            .map(program -> Program.run(program, "-uz", "--", mount.toString()))
            .takeWhile(outcome -> isMounted(mount))
            .toList();
    if (isMounted(mount)) {
      throw new CtlException(
          Kind.FAILED,
          "cannot remove the mount that a killed node left at %s: %s; as root: umount -l '%s'"
              .formatted(mount, outcomes.getLast().output(), mount));
    }
  }

  /** Asks the kernel's table, which never asks the file system. */
  private static boolean isMounted(Path mount) {
    try {
      return Files.readAllLines(MOUNTS).stream()
          .filter(line -> OURS.stream().anyMatch(line::contains))
          .anyMatch(line -> mountPoint(line).equals(mount.toString()));
    } catch (IOException e) {
      return false;
    }
  }

  /** The fifth field, where octal escapes stand for spaces: proc_pid_mountinfo(5). */
  static String mountPoint(String line) {
    String field = line.split(" ", 6)[4];
    return OCTAL.matcher(field).replaceAll(LeftMount::letter);
  }

  private static String letter(MatchResult escape) {
    return Matcher.quoteReplacement(Character.toString(Integer.parseInt(escape.group(1), 8)));
  }

  private static boolean isDead(Path mount) {
    Program.Outcome outcome = Program.run("stat", "--file-system", "--", mount.toString());
    return outcome.status() > 0 && outcome.output().endsWith(NOT_CONNECTED);
  }
}
