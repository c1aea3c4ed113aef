package runnel.indexd.wire;

import runnel.indexd.api.EntryKind;

/** How kinds of entries are written. */
final class Kinds {
  private static final String FILE = "file";
  private static final String FOLDER = "folder";

  private Kinds() {}

  static String text(EntryKind kind) {
    return switch (kind) {
      case FILE -> FILE;
      case FOLDER -> FOLDER;
    };
  }

  static EntryKind parse(String text) {
    return switch (text) {
      case FILE -> EntryKind.FILE;
      case FOLDER -> EntryKind.FOLDER;
      default -> throw new IllegalArgumentException("a kind is file or folder, not " + text);
    };
  }
}
