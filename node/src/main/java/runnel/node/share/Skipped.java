package runnel.node.share;

/**
 * Something below the share folder that is not published.
 *
 * @param path where, escaped so that it can be shown
 * @param reason why not
 */
public record Skipped(String path, Reason reason) {
  /** Why something is not published. */
  public enum Reason {
    /** A symbolic link: links are not followed. */
    LINK,
    /** A link that was recorded as an import and leads elsewhere now: it is not followed. */
    IMPORT_CHANGED,
    /** The link of an import is gone: somebody deleted or renamed it. */
    IMPORT_UNLINKED,
    /** A file or folder that has the name of an import, in the place of its link. */
    IMPORT_REPLACED,
    /** What is imported holds, or lies in, one of the node's own folders by now. */
    IMPORT_OVERLAPS,
    /** It lies in a mounted Runnel drive: what others share is not shared on. */
    DRIVE,
    /** It lies in a file system that the kernel makes up, as /proc: its files are kept nowhere. */
    MADE_UP,
    /** What is shared is not there, as if its disk were unplugged; its entries stay listed. */
    AWAY,
    /** It is empty and on another disk than before; its entries stay listed. */
    EMPTIED,
    /** A FIFO, socket or device. */
    SPECIAL,
    /** The node's user may not read it. */
    UNREADABLE,
    /** The name is not valid UTF-8. */
    NOT_UTF8,
    /** The path is over 4,095 bytes. */
    TOO_LONG,
    /** It lies deeper than the limit. */
    TOO_DEEP,
    /** The share has more entries than the limit. */
    TOO_MANY,
    /** The file system failed; the next scan tries again. */
    FAILED
  }
}
