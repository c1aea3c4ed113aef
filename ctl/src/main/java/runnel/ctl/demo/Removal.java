package runnel.ctl.demo;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;

/** Removes a folder with what is in it, but never what is mounted there. */
final class Removal extends SimpleFileVisitor<Path> {
  private final Object device;

  private Removal(Object device) {
    this.device = device;
  }

  /**
   * Removes it.
   *
   * @throws IOException if something is mounted below it (then nothing is touched), or it can't be
   */
  static void of(Path folder) throws IOException {
    if (!Mounts.below(folder).isEmpty()) {
      throw new IOException("still mounted: " + Mounts.below(folder));
    }
    Files.walkFileTree(folder, new Removal(device(folder)));
  }

  /** What appeared there since is on another device, and stays. */
  @Override
  public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
      throws IOException {
    if (!device(folder).equals(device)) {
      throw new IOException("mounted meanwhile: " + folder);
    }
    return FileVisitResult.CONTINUE;
  }

  @Override
  public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
    Files.delete(file);
    return FileVisitResult.CONTINUE;
  }

  @Override
  public FileVisitResult postVisitDirectory(Path folder, IOException failure) throws IOException {
    if (failure != null) {
      throw failure;
    }
    Files.delete(folder);
    return FileVisitResult.CONTINUE;
  }

  private static Object device(Path path) throws IOException {
    return Files.getAttribute(path, "unix:dev", LinkOption.NOFOLLOW_LINKS);
  }
}
