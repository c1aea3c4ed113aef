package runnel.node.media;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A word for many media types at once, such as {@code video}.
 *
 * @param word in lower case
 * @param types beginnings of the media types that it stands for, in lower case
 */
public record MediaKind(String word, List<String> types) {
  private static final List<MediaKind> ALL =
      List.of(
          new MediaKind("audio", List.of("audio/")),
          new MediaKind("video", List.of("video/")),
          new MediaKind("image", List.of("image/")),
          new MediaKind("text", List.of("text/")),
          new MediaKind("font", List.of("font/")),
          new MediaKind(
              "document",
              List.of(
                  "application/epub",
                  "application/msword",
                  "application/pdf",
                  "application/postscript",
                  "application/rtf",
                  "application/vnd.ms-",
                  "application/vnd.oasis.opendocument.",
                  "application/vnd.openxmlformats-officedocument.",
                  "application/x-tex",
                  "image/vnd.djvu",
                  "text/markdown")),
          new MediaKind(
              "archive",
              List.of(
                  "application/gzip",
                  "application/java-archive",
                  "application/vnd.android.package-archive",
                  "application/vnd.debian.binary-package",
                  "application/vnd.rar",
                  "application/x-7z-compressed",
                  "application/x-bzip2",
                  "application/x-cd-image",
                  "application/x-rar",
                  "application/x-rpm",
                  "application/x-tar",
                  "application/x-xz",
                  "application/zip",
                  "application/zstd")));

  public MediaKind {
    types = List.copyOf(types);
  }

  /** Returns the kind with that word, in any case; empty if there is none. */
  public static Optional<MediaKind> named(String word) {
    return ALL.stream().filter(kind -> kind.word.equalsIgnoreCase(word)).findFirst();
  }

  /** Returns the words of all, with a comma between. */
  public static String words() {
    return ALL.stream().map(MediaKind::word).collect(Collectors.joining(", "));
  }

  /** Endings of names, in lower case, that suggest a type which begins with one of these. */
  public static List<String> endings(List<String> types) {
    return types.stream().flatMap(type -> MediaTypes.endings(type).stream()).distinct().toList();
  }
}
