package runnel.node.download;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import runnel.indexd.catalog.EntryName;

/**
 * Where one download is put together: a folder of its own in the hidden folder of the target, so on
 * the same file system, which nobody but the user may enter.
 *
 * <p>{@code TARGET/.runnel-downloads/ID/tree/NAME} is the result as it grows, {@code .../parts/}
 * has files that are not whole. Names of peers are in {@code tree} only, and are {@link
 * EntryName}s: one never leads out of its folder. Only {@link #deliver} touches what the user sees.
 */
final class Staging {
  static final String HIDDEN = ".runnel-downloads";

  private static final Set<PosixFilePermission> ONLY_ME =
      PosixFilePermissions.fromString("rwx------");

  private final Path target;
  private final Path own;
  private final EntryName name;

  Staging(Path target, long id, EntryName name) {
    this.target = target;
    this.own = target.resolve(HIDDEN).resolve(Long.toString(id));
    this.name = name;
  }

  /** Makes the folders, and the target if it is missing. */
  void make() throws IOException {
    Files.createDirectories(target);
    privateFolder(own.getParent());
    privateFolder(own);
    privateFolder(parts());
    privateFolder(own.resolve("tree"));
  }

  /** Where the file or folder with these names, none for the top, is put when it is whole. */
  Path tree(List<EntryName> path) {
    Path place = top();
    for (EntryName below : path) {
      place = place.resolve(below.text());
    }
    return place;
  }

  /** Where a file grows. */
  Path part(String partName) {
    return parts().resolve(partName);
  }

  boolean hasTop() {
    return Files.exists(top(), LinkOption.NOFOLLOW_LINKS);
  }

  /** Whether something of the download is here. */
  boolean isThere() {
    return Files.exists(own, LinkOption.NOFOLLOW_LINKS);
  }

  /** Whether what was written here is still there, to tell a lost disk from a strange name. */
  boolean isUsable() {
    return Files.isWritable(parts());
  }

  /** Asked for each file, so not by way of the JDK's list of all that is mounted. */
  long usableBytes() throws IOException {
    Path place = Files.exists(own) ? own : target;
    long bytes = place.toFile().getUsableSpace();
    if (bytes == 0 && !Files.exists(place)) {
      throw new NoSuchFileException(place.toString());
    }
    return bytes;
  }

  /**
   * Moves the result to the target under its name, or the first of "name (2)", ... that is free;
   * never replaces anything, and follows no link there.
   *
   * @param before told each name before it is tried
   * @return the name that it got
   */
  String deliver(boolean folder, Consumer<String> before) throws IOException {
    for (int number = 1; number <= DownloadLimits.SAME_NAMES; number++) {
      String candidate = numbered(name.text(), number, folder);
      before.accept(candidate);
      if (Delivery.move(top(), target.resolve(candidate), folder)) {
        syncFolder(target);
        return candidate;
      }
    }
    throw new IOException(
        "everything up to '%s (%d)' is taken".formatted(name.text(), DownloadLimits.SAME_NAMES));
  }

  /** Whether something of this name is in the target. */
  boolean isInTarget(String found) {
    return Files.exists(target.resolve(found), LinkOption.NOFOLLOW_LINKS);
  }

  /** Deletes all of it, and the hidden folder if this was the last. */
  void remove() throws IOException {
    if (Files.isDirectory(own, LinkOption.NOFOLLOW_LINKS)) {
      Files.walkFileTree(own, new Removal());
    }
    try {
      Files.deleteIfExists(own.getParent());
    } catch (DirectoryNotEmptyException e) {
      // Others are at work in it.
    }
  }

  Path folder() {
    return own;
  }

  private Path parts() {
    return own.resolve("parts");
  }

  private Path top() {
    return own.resolve("tree").resolve(name.text());
  }

  /** A file keeps its ending, as programs go by it. */
  static String numbered(String name, int number, boolean folder) {
    if (number == 1) {
      return name;
    }
    int dot = folder ? -1 : name.lastIndexOf('.');
    String stem = dot > 0 ? name.substring(0, dot) : name;
    String ending = " (" + number + ")" + (dot > 0 ? name.substring(dot) : "");
    while (bytes(stem) + bytes(ending) > EntryName.MAX_BYTES && !stem.isEmpty()) {
      stem = stem.substring(0, stem.offsetByCodePoints(stem.length(), -1));
    }
    return stem + ending;
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  private static void privateFolder(Path folder) throws IOException {
    if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
      Files.createDirectory(folder, PosixFilePermissions.asFileAttribute(ONLY_ME));
    }
    if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
      throw new IOException(folder + " is in the way: it is no folder");
    }
    Files.setPosixFilePermissions(folder, ONLY_ME);
  }

  static void syncFolder(Path folder) throws IOException {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  /** Deletes a tree; folders of peers are not made read-only, so nothing is in the way. */
  private static final class Removal extends SimpleFileVisitor<Path> {
    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes facts) throws IOException {
      Files.deleteIfExists(file);
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path folder, IOException failure) throws IOException {
      Files.deleteIfExists(folder);
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
      if (failure instanceof NoSuchFileException) {
        return FileVisitResult.CONTINUE;
      }
      throw failure;
    }
  }
}
