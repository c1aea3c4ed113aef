package runnel.node.beneath;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.function.Function;

/**
 * A regular file, open for reading. Thread-safe: reads name their position.
 *
 * <p>The file may change while it is open. Whoever needs bytes of one version compares {@link
 * #facts} with {@link #factsNow} after the read.
 */
public final class OpenedFile implements AutoCloseable {
  private final Descriptor file;
  private final FileFacts facts;

  OpenedFile(Descriptor file, FileFacts facts) {
    this.file = file;
    this.facts = facts;
  }

  /** The facts when it was opened. */
  public FileFacts facts() {
    return facts;
  }

  /** Returns the facts as they are now. */
  public FileFacts factsNow() {
    return file.use(Calls::facts);
  }

  /**
   * Reads into what remains of the buffer and moves the buffer's position.
   *
   * @param position the first byte's place in the file, 0 or more
   * @param target a direct buffer, so that nothing is copied on the way
   * @return the bytes read: less than remained only at the end of the file, 0 at or beyond it
   * @throws BeneathException IO if the file system fails; CLOSED after {@link #close}
   */
  public int read(long position, ByteBuffer target) {
    if (!target.isDirect() || target.isReadOnly() || position < 0) {
      throw new IllegalArgumentException("a read needs a writable direct buffer and a position");
    }
    MemorySegment memory = MemorySegment.ofBuffer(target);
    int read = file.use(number -> Calls.read(number, position, memory));
    target.position(target.position() + read);
    return read;
  }

  /**
   * Returns where the next data is that is no hole: the position itself, or a later one up to which
   * all bytes are zero; the largest number if they are to the end of the file.
   */
  public long nextData(long position) {
    return file.use(number -> Calls.nextData(number, position));
  }

  /** Returns where the next hole is, as the end of the file is one. */
  public long nextHole(long position) {
    return file.use(number -> Calls.nextHole(number, position));
  }

  /**
   * Lets another process of the same user read this very file: gives a path that leads to it as
   * long as the action runs, whatever happens to its name.
   */
  public <T> T throughPath(Function<String, T> action) {
    return file.use(
        number -> action.apply("/proc/" + ProcessHandle.current().pid() + "/fd/" + number));
  }

  @Override
  public void close() {
    file.close();
  }
}
