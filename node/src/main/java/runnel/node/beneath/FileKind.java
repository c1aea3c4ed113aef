package runnel.node.beneath;

/** What sort of thing a name stands for. */
public enum FileKind {
  /** A regular file. */
  FILE,
  /** A folder. */
  FOLDER,
  /** A symbolic link. */
  LINK,
  /** A FIFO, socket or device. */
  SPECIAL,
  /** The file system does not tell without asking for the facts. */
  UNKNOWN;

  /** From the file type bits of {@code st_mode} (inode(7)). */
  static FileKind ofMode(int mode) {
    return ofDirent(mode >> 12 & 0xf);
  }

  /** From {@code d_type} (readdir(3)), which holds the same numbers as the type bits of a mode. */
  static FileKind ofDirent(int type) {
    return switch (type) {
      case 0 -> UNKNOWN;
      case 8 -> FILE;
      case 4 -> FOLDER;
      case 10 -> LINK;
      default -> SPECIAL;
    };
  }
}
