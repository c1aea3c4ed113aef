package runnel.node.download;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import runnel.node.failure.IoReason;
import runnel.node.failure.NodeException;

/**
 * The folder in which a download is to appear.
 *
 * @param path absolute, links resolved
 */
record TargetFolder(Path path) {
  /**
   * Makes the folder if it is not there.
   *
   * @throws NodeException REFUSED if it can't be used
   */
  static TargetFolder of(Path wanted) {
    try {
      Files.createDirectories(wanted);
      return new TargetFolder(wanted.toRealPath());
    } catch (IOException e) {
      throw new NodeException(
          NodeException.Kind.REFUSED,
          "could not use the folder %s: %s; choose another with --to"
              .formatted(wanted, IoReason.of(e)),
          e);
    }
  }

  /**
   * Requires that so many bytes find room.
   *
   * @throws NodeException REFUSED if they don't
   */
  void requireRoom(long bytes) {
    // Not by the JDK's file store, which is not found where the table of mounts has no line for
    // it, as in a chroot.
    long free = path.toFile().getUsableSpace() - DownloadLimits.RESERVE_BYTES;
    if (bytes > free) {
      throw new NodeException(
          NodeException.Kind.REFUSED,
          "could not queue the download: it has %d bytes, and %s has room for %d; make room, or choose another folder with --to"
              .formatted(bytes, path, Math.max(0, free)));
    }
  }
}
