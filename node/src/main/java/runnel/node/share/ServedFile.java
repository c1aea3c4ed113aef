package runnel.node.share;

import java.nio.ByteBuffer;
import runnel.node.beneath.BeneathException;
import runnel.node.beneath.FileFacts;
import runnel.node.beneath.OpenedFile;

/** A published file, open for serving: its bytes under the facts it was published with. */
public final class ServedFile implements AutoCloseable {
  /** What is best read at a time: fewer calls save little, more memory for each peer costs. */
  public static final int STEP_BYTES = 256 * 1024;

  private final OpenedFile file;
  private final FileFacts facts;

  private ServedFile(OpenedFile file, FileFacts facts) {
    this.file = file;
    this.facts = facts;
  }

  /** Takes over the file, which has been closed if this throws. */
  static ServedFile of(OpenedFile file, FileFacts published) {
    if (!file.facts().equals(published)) {
      file.close();
      throw stale();
    }
    return new ServedFile(file, published);
  }

  /** The file's length in bytes. */
  public long length() {
    return facts.size();
  }

  /**
   * Fills what remains of the buffer and moves its position.
   *
   * @param position the first byte's place, 0 or more
   * @param target a direct buffer, best of {@link #STEP_BYTES}, that ends within the file
   * @throws ShareException STALE if the file is another one by now; what the buffer holds then is
   *     nothing to pass on; UNREADABLE if the file system fails
   */
  public void read(long position, ByteBuffer target) {
    if (position < 0 || target.remaining() > facts.size() - position) {
      throw new IllegalArgumentException(
          "a read of " + target.remaining() + " bytes at " + position + " leaves the file");
    }
    try {
      file.read(position, target);
      if (target.hasRemaining() || !file.factsNow().equals(facts)) {
        throw stale();
      }
    } catch (BeneathException e) {
      throw new ShareException(
          ShareException.Kind.UNREADABLE, "cannot serve a published file: " + e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    file.close();
  }

  private static ShareException stale() {
    return new ShareException(
        ShareException.Kind.STALE, "cannot serve a published file: it changed since");
  }
}
