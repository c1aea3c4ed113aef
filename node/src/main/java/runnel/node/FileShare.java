package runnel.node;

import java.util.Optional;
import runnel.indexd.catalog.VersionTag;
import runnel.node.peer.FileShelf;
import runnel.node.share.Share;
import runnel.node.share.SharePath;

/** Serves files of the own share by path and version. Thread-safe. */
final class FileShare implements FileShelf {
  private final Share share;
  private final StepBuffers buffers = new StepBuffers();

  FileShare(Share share) {
    this.share = share;
  }

  @Override
  public Optional<Version> open(String path, VersionTag version) {
    return sharePath(path)
        .flatMap(known -> share.open(known, version))
        .map(file -> new SteppedFile(file, buffers));
  }

  /** What is no path is not shared. */
  private static Optional<SharePath> sharePath(String path) {
    try {
      return Optional.of(new SharePath(path));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
