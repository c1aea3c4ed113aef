package runnel.indexd.process;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;

/**
 * Keeps a second process off a folder: held until it is closed, freed by the kernel at the
 * process's end.
 */
public final class FolderLock implements AutoCloseable {
  private static final Set<PosixFilePermission> ONLY_ME =
      PosixFilePermissions.fromString("rwx------");

  private final FileChannel file;

  private FolderLock(FileChannel file) {
    this.file = file;
  }

  /**
   * Makes the folder, mode 0700, and takes its lock.
   *
   * @return empty if somebody has it
   * @throws IOException if the folder can't be used
   */
  public static Optional<FolderLock> take(Path folder) throws IOException {
    Files.createDirectories(folder, PosixFilePermissions.asFileAttribute(ONLY_ME));
    Files.setPosixFilePermissions(folder, ONLY_ME);
    FileChannel file =
        FileChannel.open(
            folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    if (isFree(file)) {
      return Optional.of(new FolderLock(file));
    }
    file.close();
    return Optional.empty();
  }

  private static boolean isFree(FileChannel file) throws IOException {
    try {
      FileLock lock = file.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }

  /** Frees the folder. Idempotent. */
  @Override
  public void close() {
    try {
      file.close();
    } catch (IOException e) {
      System.getLogger(FolderLock.class.getName())
          .log(System.Logger.Level.WARNING, "could not free a folder's lock", e);
    }
  }
}
