package runnel.node.beneath;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import runnel.node.beneath.BeneathException.Kind;

/**
 * A folder that is held by descriptor; opens what lies below it and nothing else.
 *
 * <pre>{@code
 * try (Root root = Root.open(folder); OpenedFile file = root.openFile("talks/intro.mkv")) {
 *   file.read(0, buffer);
 * }
 * }</pre>
 *
 * <p>It goes on meaning the same folder when that is renamed. Paths are relative, in bytes as the
 * file system holds them, with {@code /} between names; the kernel refuses those that leave the
 * root and those that run over a symbolic link. Thread-safe; {@code close} leaves alone what was
 * opened.
 */
public final class Root implements AutoCloseable {
  private static final byte[] HERE = {'.'};

  private final Descriptor folder;

  private Root(Descriptor folder) {
    this.folder = folder;
  }

  /**
   * Opens a folder; symbolic links in this path are followed, for the owner chose it.
   *
   * @throws BeneathException UNSUPPORTED if the kernel has no {@code openat2}
   */
  public static Root open(Path path) {
    requireOpenat2();
    Descriptor folder =
        new Descriptor(Calls.open(Calls.AT_FDCWD, RawPath.bytes(path), Calls.ANYWHERE));
    try {
      return new Root(require(folder, FileKind.FOLDER, path.toString()));
    } catch (RuntimeException e) {
      folder.close();
      throw e;
    }
  }

  /** As {@link #open}, but a path that runs over a symbolic link is OUTSIDE. */
  static Root openWithoutLinks(byte[] path) {
    Descriptor folder = new Descriptor(Calls.open(Calls.AT_FDCWD, path, Calls.WITHOUT_LINKS));
    try {
      return new Root(require(folder, FileKind.FOLDER, Calls.shown(path)));
    } catch (RuntimeException e) {
      folder.close();
      throw e;
    }
  }

  /** Opens a regular file for reading. Never blocks on a FIFO or device: that is WRONG_KIND. */
  public OpenedFile openFile(byte[] path) {
    Descriptor file = below(path);
    try {
      FileFacts facts = file.use(Calls::facts);
      if (facts.kind() != FileKind.FILE) {
        throw wrongKind(Calls.shown(path), FileKind.FILE);
      }
      return new OpenedFile(file, facts);
    } catch (RuntimeException e) {
      file.close();
      throw e;
    }
  }

  /** Opens a regular file whose path is in UTF-8. */
  public OpenedFile openFile(String path) {
    return openFile(path.getBytes(StandardCharsets.UTF_8));
  }

  /** Opens a folder; the empty path means the root itself. */
  public OpenedFolder openFolder(byte[] path) {
    // With a slash at its end a path opens as a folder or not at all.
    byte[] asFolder = Arrays.copyOf(path, path.length + 1);
    asFolder[path.length] = '/';
    Descriptor folder = below(path.length == 0 ? HERE : asFolder);
    try {
      return new OpenedFolder(require(folder, FileKind.FOLDER, Calls.shown(path)));
    } catch (RuntimeException e) {
      folder.close();
      throw e;
    }
  }

  /** Opens a folder whose path is in UTF-8. */
  public OpenedFolder openFolder(String path) {
    return openFolder(path.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void close() {
    folder.close();
  }

  private Descriptor below(byte[] path) {
    return folder.use(number -> new Descriptor(Calls.open(number, path, Calls.BENEATH)));
  }

  private static Descriptor require(Descriptor opened, FileKind kind, String shown) {
    if (opened.use(Calls::facts).kind() != kind) {
      throw wrongKind(shown, kind);
    }
    return opened;
  }

  private static BeneathException wrongKind(String shown, FileKind wanted) {
    String what = wanted == FileKind.FILE ? "a regular file" : "a folder";
    return new BeneathException(
        Kind.WRONG_KIND, "cannot open " + shown + " as " + what + ": it is something else");
  }

  static void requireOpenat2() {
    try {
      Calls.close(Calls.open(Calls.AT_FDCWD, new byte[] {'/'}, Calls.ANYWHERE));
    } catch (BeneathException e) {
      throw new BeneathException(
          Kind.UNSUPPORTED,
          "cannot open folders safely: the call openat2 fails here ("
              + e.getMessage()
              + "); it needs Linux 5.6 or newer, and a container that allows it");
    }
  }
}
