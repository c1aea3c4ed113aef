package runnel.node.metadata.child;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.tika.metadata.Metadata;

/** Picks from Tika's hundreds of properties what a catalog carries. Pure. */
final class Gist {
  /** For each key the properties that may say it, the best first (names of Tika 3). */
  private static final Map<String, List<String>> SOURCES =
      Map.of(
          "title", List.of("dc:title"),
          "author", List.of("dc:creator", "meta:author"),
          "artist", List.of("xmpDM:artist", "xmpDM:albumArtist"),
          "album", List.of("xmpDM:album"),
          "duration", List.of("xmpDM:duration"),
          "width", List.of("tiff:ImageWidth", "Image Width", "width"),
          "height", List.of("tiff:ImageLength", "Image Height", "height"),
          "pages", List.of("xmpTPg:NPages", "meta:page-count", "meta:slide-count"),
          "language", List.of("dc:language"));

  private Gist() {}

  static Map<String, String> of(Metadata metadata) {
    Map<String, String> gist = new HashMap<>();
    SOURCES.forEach(
        (key, properties) -> first(metadata, properties).ifPresent(v -> gist.put(key, v)));
    type(metadata).ifPresent(type -> gist.put("type", type));
    gist.computeIfPresent("duration", (key, said) -> seconds(said));
    for (String key : List.of("width", "height", "pages")) {
      gist.computeIfPresent(key, (same, said) -> number(said));
    }
    if (gist.containsKey("artist")) {
      gist.remove("author"); // For music Tika says the same in both.
    }
    return gist;
  }

  private static Optional<String> first(Metadata metadata, List<String> properties) {
    return properties.stream()
        .flatMap(property -> Stream.of(metadata.getValues(property)))
        .filter(value -> !value.isBlank())
        .findFirst();
  }

  private static Optional<String> type(Metadata metadata) {
    return first(metadata, List.of(Metadata.CONTENT_TYPE))
        .map(type -> type.split(";", 2)[0].strip())
        .filter(type -> !type.equals("application/octet-stream"));
  }

  private static String seconds(String said) {
    try {
      double seconds = Double.parseDouble(said);
      boolean sensible = seconds > 0 && seconds < 1e9;
      return sensible ? "%.3f".formatted(seconds).replaceAll("\\.?0+$", "") : "";
    } catch (NumberFormatException e) {
      return "";
    }
  }

  /** Some parsers write a unit behind the number. */
  private static String number(String said) {
    String digits = said.strip().split("[^0-9]", 2)[0];
    return digits.length() > 9 || digits.equals("0") ? "" : digits;
  }
}
