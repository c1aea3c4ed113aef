package runnel.node;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import runnel.node.failure.IoReason;
import runnel.node.failure.NodeException;

/**
 * Keeps a second node off a home: held as long as the node runs, freed by the kernel at its end.
 */
final class HomeLock implements AutoCloseable {
  private static final Set<PosixFilePermission> ONLY_ME =
      PosixFilePermissions.fromString("rwx------");

  private final FileChannel file;

  private HomeLock(FileChannel file) {
    this.file = file;
  }

  /**
   * Makes the state folder, mode 0700, and takes its lock.
   *
   * @throws NodeException REFUSED if another node has it
   */
  static HomeLock take(Path state) {
    try {
      Files.createDirectories(state, PosixFilePermissions.asFileAttribute(ONLY_ME));
      Files.setPosixFilePermissions(state, ONLY_ME);
      FileChannel file =
          FileChannel.open(
              state.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (!isFree(file)) {
        file.close();
        throw new NodeException(
            NodeException.Kind.REFUSED,
            "another node already uses " + state.getParent() + "; see 'runnel status'");
      }
      return new HomeLock(file);
    } catch (IOException e) {
      throw new NodeException(
          NodeException.Kind.FAILED,
          "could not use the state folder %s: %s; see who owns it and whether the disk takes writes"
              .formatted(state, IoReason.of(e)),
          e);
    }
  }

  private static boolean isFree(FileChannel file) throws IOException {
    try {
      FileLock lock = file.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }

  @Override
  public void close() {
    try {
      file.close();
    } catch (IOException e) {
      System.getLogger(HomeLock.class.getName())
          .log(System.Logger.Level.WARNING, "could not free the home's lock", e);
    }
  }
}
