package runnel.node.beneath;

import java.io.ByteArrayOutputStream;
import java.nio.file.Path;

/**
 * The bytes of a local path, exactly as the file system holds them.
 *
 * <p>A path's text went through the JVM's charset for file names; its URI keeps the bytes.
 */
final class RawPath {
  private RawPath() {}

  static byte[] bytes(Path path) {
    String uri = path.toAbsolutePath().toUri().getRawPath();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(uri.length());
    for (int i = 0; i < uri.length(); i++) {
      if (uri.charAt(i) == '%') {
        bytes.write(Integer.parseInt(uri, i + 1, i + 3, 16));
        i += 2;
      } else {
        bytes.write(uri.charAt(i));
      }
    }
    return bytes.toByteArray();
  }
}
