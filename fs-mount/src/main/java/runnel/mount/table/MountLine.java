package runnel.mount.table;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One mount, as proc_pid_mountinfo(5) describes it.
 *
 * @param id the kernel's number for it
 * @param parent the number of the mount that it stands on; its own, or one that is not in the
 *     table, for the root
 * @param device its major number in the upper 32 bits, its minor number in the lower
 * @param path where it is, absolute
 * @param type the file system's type, such as {@code fuse.sshfs}
 * @param source what {@code df} shows first, such as {@code runnel}
 */
public record MountLine(int id, int parent, long device, String path, String type, String source) {
  /**
   * The part of a drive's type after {@code fuse.}: not our own name but one that programs know as
   * remote, so that {@code updatedb} and the like don't crawl the network (ADR 6).
   */
  public static final String SUBTYPE = "sshfs";

  /** What drives had before. */
  public static final String FORMER_SUBTYPE = "runnel";

  /** The source of a drive, by which it is known from others of that type. */
  public static final String SOURCE = "runnel";

  private static final Pattern OCTAL = Pattern.compile("\\\\([0-7]{3})");

  /** Parses a line of the table. */
  static MountLine parse(String line) {
    List<String> fields = List.of(line.split(" ", -1));
    String[] numbers = fields.get(2).split(":", 2);
    int dash = fields.indexOf("-");
    return new MountLine(
        Integer.parseInt(fields.get(0)),
        Integer.parseInt(fields.get(1)),
        Long.parseLong(numbers[0]) << 32 | Long.parseLong(numbers[1]),
        unescape(fields.get(4)),
        fields.get(dash + 1),
        unescape(fields.get(dash + 2)));
  }

  /** Says whether it is a Runnel drive, this node's or another's; the type alone tells nothing. */
  public boolean isDrive() {
    boolean shared = type.equals("fuse." + SUBTYPE) && source.equals(SOURCE);
    return shared || type.equals("fuse." + FORMER_SUBTYPE);
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
