package runnel.node;

import java.nio.ByteBuffer;
import runnel.node.failure.NodeException;
import runnel.node.peer.FileShelf;
import runnel.node.share.ServedFile;
import runnel.node.share.ShareException;

/** A file of the own share, read by way of a buffer that is used again. */
final class SteppedFile implements FileShelf.Version {
  private final ServedFile file;
  private final StepBuffers buffers;
  private final ByteBuffer buffer;
  private boolean closed;

  /** Takes over the file. */
  SteppedFile(ServedFile file, StepBuffers buffers) {
    this.file = file;
    this.buffers = buffers;
    this.buffer = buffers.take();
  }

  @Override
  public long length() {
    return file.length();
  }

  @Override
  public void read(long offset, ByteBuffer into) {
    try {
      long at = offset;
      while (into.hasRemaining()) {
        buffer.clear().limit(Math.min(buffer.capacity(), into.remaining()));
        file.read(at, buffer);
        at += buffer.flip().remaining();
        into.put(buffer);
      }
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
