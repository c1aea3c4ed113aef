package runnel.ctl.demo;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Finds files of this machine that anybody may read: documents, images, source, programs. */
final class RealFiles {
  /** setuid, setgid and sticky bit of a mode: inode(7). */
  private static final int SPECIAL_BITS = 07000;

  /** Enough to choose from, and a fraction of a second. */
  private static final int FILES_MAX = 60_000;

  private static final long FILE_BYTES_MAX = 64L * 1024 * 1024;

  private RealFiles() {}

  /**
   * A file that can be shared.
   *
   * @param path absolute
   * @param bytes its length
   */
  record Found(Path path, long bytes) {}

  /** Regular files below that folder without special bits, which everybody may read; no links. */
  static List<Found> below(Path folder) throws IOException {
    List<Found> found = new ArrayList<>();
    Files.walkFileTree(folder, new Collector(found));
    return found;
  }

  private static final class Collector extends SimpleFileVisitor<Path> {
    private final List<Found> found;

    Collector(List<Found> found) {
      this.found = found;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
      return isHidden(folder) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      if (attributes.isRegularFile() && attributes.size() <= FILE_BYTES_MAX && isForAll(file)) {
        found.add(new Found(file, attributes.size()));
      }
      return found.size() < FILES_MAX ? FileVisitResult.CONTINUE : FileVisitResult.TERMINATE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException failure) {
      return FileVisitResult.CONTINUE; // What can't be looked at is not for all.
    }

    /** A node does not publish hidden files. */
    private static boolean isHidden(Path path) {
      return path.getFileName() != null && path.getFileName().toString().startsWith(".");
    }

    private static boolean isForAll(Path file) throws IOException {
      int mode = (Integer) Files.getAttribute(file, "unix:mode", LinkOption.NOFOLLOW_LINKS);
      Set<PosixFilePermission> permissions =
          Files.getPosixFilePermissions(file, LinkOption.NOFOLLOW_LINKS);
      return (mode & SPECIAL_BITS) == 0
          && permissions.contains(PosixFilePermission.OTHERS_READ)
          && !isHidden(file);
    }
  }

  /** What the copy of a file may be: written by its owner, run where the original may be. */
  static Set<PosixFilePermission> copiedPermissions(Path original) throws IOException {
    boolean program =
        Files.getPosixFilePermissions(original).contains(PosixFilePermission.OTHERS_EXECUTE);
    return PosixFilePermissions.fromString(program ? "rwxr-xr-x" : "rw-r--r--");
  }
}
