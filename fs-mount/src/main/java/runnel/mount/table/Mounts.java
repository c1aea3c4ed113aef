package runnel.mount.table;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * All mounts of this computer that this process sees, at a moment.
 *
 * @param lines as the kernel lists them, the later ones above earlier ones at the same path
 */
public record Mounts(List<MountLine> lines) {
  private static final Path SOURCE = Path.of("/proc/self/mountinfo");

  public Mounts {
    lines = List.copyOf(lines);
  }

  /**
   * Reads the kernel's table, which asks no file system.
   *
   * @throws IOException if there is none, as in a chroot without /proc
   */
  public static Mounts read() throws IOException {
    return of(new String(Files.readAllBytes(SOURCE), StandardCharsets.UTF_8));
  }

  /** As {@link #read}; nothing where there is no table. */
  public static Mounts known() {
    try {
      return read();
    } catch (IOException e) {
      return new Mounts(List.of());
    }
  }

  /** As the kernel writes them, see proc_pid_mountinfo(5). */
  public static Mounts of(String table) {
    return new Mounts(table.lines().map(MountLine::parse).toList());
  }

  /** Returns the mount at exactly that path, the uppermost where there are several. */
  public Optional<MountLine> at(Path path) {
    return lines.stream()
        .filter(line -> line.path().equals(path.toString()))
        .reduce((lower, upper) -> upper);
  }

  /**
   * Returns the mount on which the path lies; empty if the table does not have it, as in a chroot
   * that is no mount point.
   *
   * @param path absolute, without {@code ..}; its links are not followed
   */
  public Optional<MountLine> under(Path path) {
    Optional<MountLine> next = first(path, this::isRoot);
    Optional<MountLine> found = next;
    // Each is another one, or a table that leads in a circle would have no end.
    for (int step = 0; next.isPresent() && step < lines.size(); step++) {
      found = next;
      MountLine on = next.get();
      next = first(path, line -> line.parent() == on.id() && line.id() != on.id());
    }
    return found;
  }

  private boolean isRoot(MountLine line) {
    return line.parent() == line.id()
        || lines.stream().noneMatch(other -> other.id() == line.parent());
  }

  /** Whoever goes down the path comes to the upper one first, which may cover what is below. */
  private Optional<MountLine> first(Path path, Predicate<MountLine> which) {
    return lines.stream()
        .filter(line -> which.test(line) && path.startsWith(line.path()))
        .min(Comparator.comparingInt(line -> line.path().length()));
  }
}
