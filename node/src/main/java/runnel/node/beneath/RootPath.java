package runnel.node.beneath;

import java.nio.file.Path;
import java.util.Arrays;

/**
 * The path of a folder that is opened as a {@link Root} for each use, so that nothing keeps its
 * disk from being unmounted in between.
 *
 * <p>The path was resolved when it was chosen; if it runs over a symbolic link now, somebody put
 * that there since, and it is not opened. Immutable; thread-safe.
 */
public final class RootPath {
  private final Path path;
  private final byte[] bytes;

  private RootPath(Path path, byte[] bytes) {
    this.path = path;
    this.bytes = bytes;
  }

  /**
   * Names a folder, which need not be there.
   *
   * @param path absolute, links resolved
   * @throws BeneathException UNSUPPORTED if the kernel has no {@code openat2}
   */
  public static RootPath of(Path path) {
    Root.requireOpenat2();
    return new RootPath(path, withoutSlash(RawPath.bytes(path)));
  }

  /** The path. */
  public Path path() {
    return path;
  }

  /**
   * Opens the folder that is there now; the caller closes it.
   *
   * @throws BeneathException NOT_FOUND, NOT_ALLOWED, OUTSIDE for a link, WRONG_KIND or the like
   */
  public Root open() {
    return Root.openWithoutLinks(bytes);
  }

  /** Returns the bytes of the path. */
  public byte[] bytes() {
    return bytes.clone();
  }

  @Override
  public String toString() {
    return path.toString();
  }

  /** A path's URI ends with a slash while it is a folder. */
  private static byte[] withoutSlash(byte[] path) {
    int length = path.length;
    while (length > 1 && path[length - 1] == '/') {
      length--;
    }
    return Arrays.copyOf(path, length);
  }
}
