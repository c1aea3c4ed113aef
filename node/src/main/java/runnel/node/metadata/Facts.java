package runnel.node.metadata;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The metadata that a catalog carries, and the check that what a parser says becomes no more than
 * that: known keys, one line each, of bounded length. Pure.
 */
final class Facts {
  /**
   * All keys. {@code type} is the media type by content; {@code duration} is in seconds with up to
   * three decimals; {@code width} and {@code height} are in pixels; {@code pages} are pages or
   * slides; {@code language} is a BCP 47 tag.
   */
  static final List<String> KEYS =
      List.of(
          "album",
          "artist",
          "author",
          "duration",
          "height",
          "language",
          "pages",
          "title",
          "type",
          "width");

  /** Ten of them stay within what a catalog entry may carry. */
  static final int VALUE_BYTES = 140;

  private Facts() {}

  /** Returns what is fit for a catalog, and drops the rest. */
  static Map<String, String> of(Map<String, String> said) {
    Map<String, String> fit = new TreeMap<>();
    for (String key : KEYS) {
      value(said.getOrDefault(key, "")).ifPresent(value -> fit.put(key, value));
    }
    return fit;
  }

  private static Optional<String> value(String said) {
    String line =
        Normalizer.normalize(wellFormed(said), Normalizer.Form.NFC)
            .replaceAll("[\\p{Cntrl}\\p{Cf}\\p{Zl}\\p{Zp}\\s]+", " ")
            .strip();
    String cut = cut(line).strip();
    return cut.isEmpty() ? Optional.empty() : Optional.of(cut);
  }

  /** A lone half of a surrogate pair has no form in UTF-8. */
  private static String wellFormed(String said) {
    return new String(said.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
  }

  private static String cut(String line) {
    if (line.getBytes(StandardCharsets.UTF_8).length <= VALUE_BYTES) {
      return line;
    }
    StringBuilder kept = new StringBuilder();
    int bytes = "…".getBytes(StandardCharsets.UTF_8).length;
    for (int point : line.codePoints().toArray()) {
      bytes += Character.toString(point).getBytes(StandardCharsets.UTF_8).length;
      if (bytes > VALUE_BYTES) {
        break;
      }
      kept.appendCodePoint(point);
    }
    return kept.append('…').toString();
  }
}
