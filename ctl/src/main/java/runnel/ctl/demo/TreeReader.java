package runnel.ctl.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Reads a tree as any program would. */
final class TreeReader {
  private static final int BUFFER_BYTES = 1024 * 1024;

  private TreeReader() {}

  /** What is in a folder, at any depth: path within it, and whether that is a folder. */
  static Map<String, Boolean> list(Path folder) throws IOException {
    Map<String, Boolean> found = new TreeMap<>();
    try (Stream<Path> walk = Files.walk(folder)) {
      walk.skip(1)
          .forEach(path ->
              found.put(
                  folder.relativize(path).toString(),
                  Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    return found;
  }

  /**
   * Everything that is in a file.
   *
   * @param bytes how many were read
   * @param sha256 of them, in hexadecimal
   */
  record Content(long bytes, String sha256) {}

  static Content read(Path file) throws IOException {
    MessageDigest digest = sha256();
    byte[] buffer = new byte[BUFFER_BYTES];
    long bytes = 0;
    try (InputStream in = Files.newInputStream(file)) {
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        digest.update(buffer, 0, count);
        bytes += count;
      }
    }
    return new Content(bytes, HexFormat.of().formatHex(digest.digest()));
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
