package runnel.node;

import java.io.IOException;
import java.nio.file.Path;
import runnel.indexd.process.FolderLock;
import runnel.node.failure.IoReason;
import runnel.node.failure.NodeException;

/**
 * Keeps a second node off a home: held as long as the node runs, freed by the kernel at its end.
 */
final class HomeLock implements AutoCloseable {
  private final FolderLock lock;

  private HomeLock(FolderLock lock) {
    this.lock = lock;
  }

  /**
   * Makes the state folder, mode 0700, and takes its lock.
   *
   * @throws NodeException REFUSED if another node has it
   */
  static HomeLock take(Path state) {
    try {
      return new HomeLock(
          FolderLock.take(state)
              .orElseThrow(() ->
                  new NodeException(
                      NodeException.Kind.REFUSED,
                      "another node already uses " + state.getParent() + "; see 'runnel status'")));
    } catch (IOException e) {
      throw new NodeException(
          NodeException.Kind.FAILED,
          "could not use the state folder %s: %s; see who owns it and whether the disk takes writes"
              .formatted(state, IoReason.of(e)),
          e);
    }
  }

  @Override
  public void close() {
    lock.close();
  }
}
