package runnel.mount.tree;

import java.time.Instant;

/**
 * What {@code stat} tells of a file or folder.
 *
 * @param kind file or folder
 * @param size bytes; 0 for a folder
 * @param modified last change, to the nanosecond
 * @param executable whether a file may be run
 * @param inode a number that stays with the path's entry, 1 or more
 */
public record Attributes(Kind kind, long size, Instant modified, boolean executable, long inode) {
  /** What an entry is. */
  public enum Kind {
    FILE,
    FOLDER
  }

  public Attributes {
    if (size < 0 || inode < 1) {
      throw new IllegalArgumentException("size is 0 or more, inode 1 or more");
    }
  }
}
