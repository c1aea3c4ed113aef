package runnel.node.download;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Gives a file or folder its final name without ever replacing anything. */
final class Delivery {
  private Delivery() {}

  /**
   * Moves within one file system.
   *
   * @return false if something has that name already, be it a link that leads nowhere
   */
  static boolean move(Path from, Path to, boolean folder) throws IOException {
    return switch (Native.renameNoReplace(from, to)) {
      case DONE -> true;
      case TAKEN -> false;
      case UNSUPPORTED -> folder ? moveFolder(from, to) : moveFile(from, to);
      case FAILED -> moveOrSayWhy(from, to);
    };
  }

  /** A hard link is refused where something is. */
  private static boolean moveFile(Path from, Path to) throws IOException {
    try {
      Files.createLink(to, from);
    } catch (FileAlreadyExistsException e) {
      return false;
    }
    Files.delete(from);
    return true;
  }

  /** rename(2) replaces an empty folder, and this one was just made here. */
  private static boolean moveFolder(Path from, Path to) throws IOException {
    try {
      Files.createDirectory(to);
    } catch (FileAlreadyExistsException e) {
      return false;
    }
    try {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
      return true;
    } catch (DirectoryNotEmptyException e) {
      return false;
    }
  }

  /** The JDK's exceptions have the reason in words. */
  private static boolean moveOrSayWhy(Path from, Path to) throws IOException {
    if (Files.exists(to, LinkOption.NOFOLLOW_LINKS)) {
      return false;
    }
    throw new IOException("could not rename %s to %s".formatted(from, to));
  }
}
