package runnel.node;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import runnel.node.failure.IoReason;
import runnel.node.failure.NodeException;

/** What a share folder may stand on: a file system that keeps files, and not others' shares. */
final class ShareGround {
  /** Their files are what the kernel has to say, other each time they are read. */
  private static final Set<String> MADE_UP =
      Set.of("proc", "sysfs", "devtmpfs", "cgroup", "cgroup2", "debugfs", "tracefs", "securityfs");

  private static final System.Logger LOG = System.getLogger(ShareGround.class.getName());

  private ShareGround() {}

  /**
   * Returns the folder, also where nothing can be found out: in a chroot the system does not tell
   * what a folder stands on.
   *
   * @throws NodeException REFUSED if it stands on anything else
   */
  static Path require(Path share) {
    try {
      FileStore store = Files.getFileStore(share);
      why(store.type(), store.name())
          .ifPresent(why -> {
            throw refused(share, why);
          });
      return share;
    } catch (IOException e) {
      LOG.log(
          System.Logger.Level.DEBUG, "what {0} stands on is not known: {1}", share, IoReason.of(e));
      return share;
    }
  }

  /**
   * Says why not.
   *
   * @param type of the file system, and
   * @param source its name, both as mount(8) shows them
   */
  static Optional<String> why(String type, String source) {
    if (MADE_UP.contains(type)) {
      return Optional.of(
          "its files are made up by the kernel (%s), and are not kept anywhere".formatted(type));
    }
    return type.equals("fuse.sshfs") && source.equals("runnel") // ADR: the mount's type.
        ? Optional.of("it lies in a drive of Runnel, and what others share is theirs to share")
        : Optional.empty();
  }

  private static NodeException refused(Path share, String why) {
    return new NodeException(
        NodeException.Kind.REFUSED,
        "could not share %s: %s; choose a folder of your own files with --share"
            .formatted(share, why));
  }
}
