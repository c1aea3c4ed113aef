package runnel.node.media;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Media types by the ending of a file's name, from a table: no byte of the file is read.
 *
 * <p>The types are IANA's where it has registered one (iana.org/assignments/media-types), else
 * those of the shared MIME-info database of freedesktop.org.
 */
public final class MediaTypes {
  /** The type of what nothing is known of. */
  public static final String UNKNOWN = "application/octet-stream";

  private static final Map<String, String> BY_ENDING = load();

  private MediaTypes() {}

  /** Returns the type that the name suggests; {@link #UNKNOWN} if it suggests none. */
  public static String of(String name) {
    int dot = name.lastIndexOf('.');
    String ending = name.substring(dot + 1).toLowerCase(Locale.ROOT);
    return dot < 0 ? UNKNOWN : BY_ENDING.getOrDefault(ending, UNKNOWN);
  }

  /** Returns the endings, in lower case, that suggest a type which begins like that; in order. */
  static List<String> endings(String beginning) {
    return BY_ENDING.entrySet().stream()
        .filter(each -> each.getValue().startsWith(beginning))
        .map(Map.Entry::getKey)
        .sorted()
        .toList();
  }

  private static Map<String, String> load() {
    Map<String, String> byEnding = new HashMap<>();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                MediaTypes.class.getResourceAsStream("media-types.txt"), StandardCharsets.UTF_8))) {
      lines
          .lines()
          .filter(line -> !line.isBlank())
          .forEach(line -> {
            String[] words = line.split(" +");
            Stream.of(words).skip(1).forEach(ending -> byEnding.put(ending, words[0]));
          });
    } catch (IOException e) {
      throw new UncheckedIOException("the build has no media-types.txt", e);
    }
    return Map.copyOf(byEnding);
  }
}
