package runnel.mount.fuse;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import runnel.mount.fuse.MountException.Kind;
import runnel.mount.table.MountLine;

/** Removes the mount that a killed process left behind ("Transport endpoint is not connected"). */
public final class StaleMount {
  /** What ENOTCONN reads like under {@code LC_ALL=C}; the program that tells has no better way. */
  private static final String NOT_CONNECTED = "Transport endpoint is not connected";

  private StaleMount() {}

  /**
   * Unmounts a Runnel mount at exactly this path if nobody serves it any more. Takes a few seconds
   * at most, whatever is mounted there.
   *
   * @return whether there was one
   * @throws MountException BUSY if something else is mounted there, or is still being served;
   *     FAILED if it could not be unmounted or its parent folder does not exist
   */
  public static boolean clean(Path mountPoint) {
    Path path = canonical(mountPoint);
    Optional<MountLine> found = MountTable.at(path);
    if (found.isEmpty()) {
      return false;
    }
    if (!found.get().isDrive() || !isStale(path)) {
      String text = "a file system of type " + found.get().type() + " is mounted there already";
      String help = "; choose another folder, or unmount it (fusermount -u)";
      throw new MountException(Kind.BUSY, "can't mount at " + path + ": " + text + help);
    }
    unmount(path, found.get());
    return true;
  }

  /** The path as the kernel knows it, found without looking at what is mounted there. */
  static Path canonical(Path mountPoint) {
    Path absolute = mountPoint.toAbsolutePath().normalize();
    Path parent = absolute.getParent();
    if (parent == null) {
      throw new MountException(Kind.BUSY, "can't mount at /: the root is always in use");
    }
    try {
      return parent.toRealPath().resolve(absolute.getFileName());
    } catch (IOException e) {
      String text = ": the folder around it can't be reached; create it (mkdir -p)";
      throw new MountException(Kind.FAILED, "can't mount at " + absolute + text, e);
    }
  }

  private static boolean isStale(Path path) {
    return switch (Command.poke(path)) {
      case Command.Outcome.Exited(int status, String output) ->
          status != 0 && output.endsWith(NOT_CONNECTED);
      case Command.Outcome.Stuck _ -> false; // somebody holds it, even if he does not answer
    };
  }

  private static void unmount(Path path, MountLine line) {
    Command.Outcome outcome = Command.unmountLazily(path);
    if (MountTable.at(path).map(MountLine::id).filter(id -> id == line.id()).isPresent()) {
      String text = "can't remove the mount that a killed process left at " + path + ": " + outcome;
      throw new MountException(Kind.FAILED, text + "; try: fusermount -uz '" + path + "'");
    }
  }
}
