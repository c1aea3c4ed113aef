package runnel.ctl.home;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** The end of a text file, of which much may be a stack trace. */
final class LastLines {
  private static final int LINES_MAX = 15;
  private static final int BYTES_MAX = 8 * 1024;

  private LastLines() {}

  /** The last lines that are not blank; none if the file can't be read. */
  static List<String> of(Path file) {
    try (RandomAccessFile text = new RandomAccessFile(file.toFile(), "r")) {
      long from = Math.max(0, text.length() - BYTES_MAX);
      byte[] end = new byte[(int) (text.length() - from)];
      text.seek(from);
      text.readFully(end);
      List<String> lines =
          new String(end, StandardCharsets.UTF_8).lines().filter(line -> !line.isBlank()).toList();
      return lines.subList(Math.max(0, lines.size() - LINES_MAX), lines.size());
    } catch (IOException e) {
      return List.of();
    }
  }
}
