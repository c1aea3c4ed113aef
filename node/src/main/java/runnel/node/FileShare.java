package runnel.node;

import java.nio.ByteBuffer;
import java.util.Optional;
import runnel.indexd.catalog.VersionTag;
import runnel.node.failure.NodeException;
import runnel.node.peer.FileShelf;
import runnel.node.share.ServedFile;
import runnel.node.share.Share;
import runnel.node.share.ShareException;
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
    return sharePath(path).flatMap(known -> share.open(known, version)).map(Opened::new);
  }

  /** What is no path is not shared. */
  private static Optional<SharePath> sharePath(String path) {
    try {
      return Optional.of(new SharePath(path));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private final class Opened implements Version {
    private final ServedFile file;
    private final ByteBuffer buffer = buffers.take();
    private boolean closed;

    Opened(ServedFile file) {
      this.file = file;
    }

    @Override
    public long length() {
      return file.length();
    }

    @Override
    public void read(long offset, ByteBuffer into) {
      try {
        StepBuffers.read(file, offset, buffer, into);
      } catch (ShareException e) {
        throw new NodeException(NodeException.Kind.STALE, e.getMessage(), e);
      }
    }

    @Override
    public void close() {
      if (!closed) {
        closed = true; // Else two requests would be given the same buffer.
        file.close();
        buffers.give(buffer);
      }
    }
  }
}
