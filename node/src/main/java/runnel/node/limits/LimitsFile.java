package runnel.node.limits;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The limits on disk: a line {@code KEY=AMOUNT} for each that was set. */
final class LimitsFile {
  private static final System.Logger LOG = System.getLogger(LimitsFile.class.getName());

  private final Path file;

  LimitsFile(Path file) {
    this.file = file;
  }

  /** Returns what was kept; what can't be read is as usual, with a warning. */
  Limits load() {
    Limits limits = Limits.USUAL;
    try (Stream<String> lines = Files.exists(file) ? Files.lines(file) : Stream.empty()) {
      for (String line : lines.toList()) {
        limits = with(limits, line);
      }
    } catch (IOException | java.io.UncheckedIOException e) {
      LOG.log(System.Logger.Level.WARNING, "{0} can''t be read: {1}", file, e.getMessage());
    }
    return limits;
  }

  private Limits with(Limits limits, String line) {
    int equals = line.indexOf('=');
    Optional<LimitKey> key = equals < 0 ? Optional.empty() : LimitKey.of(line.substring(0, equals));
    try {
      return key.isEmpty() ? limits : limits.with(key.get(), line.substring(equals + 1));
    } catch (IllegalArgumentException e) {
      LOG.log(System.Logger.Level.WARNING, "in {0}: {1}", file, e.getMessage());
      return limits;
    }
  }

  /** Keeps them, whole or not at all. */
  void save(Limits limits) throws IOException {
    List<String> lines =
        limits.set().entrySet().stream()
            .map(each -> each.getKey().text() + "=" + each.getValue())
            .sorted()
            .toList();
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    Files.write(fresh, lines);
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
