package runnel.node;

import java.io.IOException;
import java.nio.file.Files;

/**
 * The file {@code state/mount}: where this node mounts, so that what a killed one left is found.
 */
final class MountNote {
  private static final System.Logger LOG = System.getLogger(MountNote.class.getName());

  private MountNote() {}

  /**
   * Notes the mount point; an empty file says that there is none. The caller has the home's lock.
   */
  static void keep(NodeSettings settings) {
    String mount = settings.mount().map(Object::toString).orElse("");
    try {
      Files.writeString(settings.state().resolve("mount"), mount + "\n");
    } catch (IOException e) {
      LOG.log(
          System.Logger.Level.WARNING,
          "could not note where this node mounts: {0}",
          e.getMessage());
    }
  }
}
