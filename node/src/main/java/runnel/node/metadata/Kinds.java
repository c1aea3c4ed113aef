package runnel.node.metadata;

import java.util.Locale;
import java.util.Set;

/** The files that are worth parsing, by the ending of their names. Pure. */
final class Kinds {
  private static final Set<String> ENDINGS =
      Set.of(
          // Documents
          "pdf",
          "doc",
          "docx",
          "docm",
          "dot",
          "dotx",
          "rtf",
          "odt",
          "ott",
          "xls",
          "xlsx",
          "xlsm",
          "ods",
          "ppt",
          "pptx",
          "pptm",
          "pps",
          "ppsx",
          "odp",
          "odg",
          "epub",
          "html",
          "htm",
          "xhtml",
          // Music and speech
          "mp3",
          "m4a",
          "m4b",
          "aac",
          "ogg",
          "oga",
          "opus",
          "flac",
          "wav",
          "aif",
          "aiff",
          "au",
          "mid",
          "midi",
          "spx",
          // Films
          "mp4",
          "m4v",
          "mov",
          "3gp",
          "flv",
          "ogv",
          "mkv",
          "webm",
          "avi",
          // Pictures
          "jpg",
          "jpeg",
          "png",
          "gif",
          "tif",
          "tiff",
          "webp",
          "heic",
          "heif",
          "avif",
          "bmp",
          "psd",
          "ico",
          "jxl",
          "svg");

  private Kinds() {}

  /** Files without an ending are looked into as well: nothing else tells what they are. */
  static boolean areWorthParsing(String name) {
    int dot = name.lastIndexOf('.');
    return dot <= 0 || ENDINGS.contains(name.substring(dot + 1).toLowerCase(Locale.ROOT));
  }
}
