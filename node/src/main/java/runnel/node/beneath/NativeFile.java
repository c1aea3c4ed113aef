package runnel.node.beneath;

import java.nio.file.Path;

/**
 * A local file of the node's own, open for reading, as a descriptor that native code can use.
 *
 * <pre>{@code
 * NativeFile file = NativeFile.open(cached);
 * libfuse.reply(file.descriptor(), offset, length);
 * }</pre>
 *
 * <p>The number is valid until {@link #close}, and whoever hands it on keeps this open meanwhile.
 * Closing twice does nothing the second time. Thread-safe.
 */
public final class NativeFile implements AutoCloseable {
  private final Descriptor file;

  private NativeFile(Descriptor file) {
    this.file = file;
  }

  /**
   * Opens a regular file; links in the path are followed.
   *
   * @throws BeneathException NOT_FOUND, NOT_ALLOWED, WRONG_KIND or the like
   */
  public static NativeFile open(Path path) {
    byte[] bytes = RawPath.bytes(path);
    Descriptor file = new Descriptor(Calls.open(Calls.AT_FDCWD, bytes, Calls.ANYWHERE));
    try {
      if (file.use(Calls::facts).kind() != FileKind.FILE) {
        throw new BeneathException(
            BeneathException.Kind.WRONG_KIND,
            "cannot open " + Calls.shown(bytes) + ": it is no regular file");
      }
      return new NativeFile(file);
    } catch (RuntimeException e) {
      file.close();
      throw e;
    }
  }

  /**
   * The descriptor's number.
   *
   * @throws BeneathException CLOSED after {@link #close}
   */
  public int descriptor() {
    return file.use(number -> number);
  }

  @Override
  public void close() {
    file.close();
  }
}
