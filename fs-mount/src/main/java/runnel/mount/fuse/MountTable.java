package runnel.mount.fuse;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import runnel.mount.table.MountLine;
import runnel.mount.table.Mounts;

/** What is mounted where, for those who mount and unmount. */
final class MountTable {
  private MountTable() {}

  /**
   * Returns the mount at exactly that path, the uppermost where there are several.
   *
   * @throws MountException FAILED if the table can't be read
   */
  static Optional<MountLine> at(Path path) {
    try {
      return Mounts.read().at(path);
    } catch (IOException e) {
      throw new MountException(
          MountException.Kind.FAILED,
          "can't read the table of mounts: %s; is /proc mounted?".formatted(e.getMessage()),
          e);
    }
  }
}
