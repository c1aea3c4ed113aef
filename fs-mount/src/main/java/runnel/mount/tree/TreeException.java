package runnel.mount.tree;

/** A tree could not do what it was asked. */
public final class TreeException extends RuntimeException {
  /** Why; each kind becomes one errno. */
  public enum Kind {
    /** Nothing is there: ENOENT. */
    NOT_FOUND,
    /** A file stands where a folder is needed: ENOTDIR. */
    NOT_A_FOLDER,
    /** A folder stands where a file is needed: EISDIR. */
    IS_A_FOLDER,
    /** Nothing can be written here: EROFS. */
    READ_ONLY,
    /** Not for this user: EACCES. */
    NO_ACCESS,
    /** The version that was opened can't be had any more: ESTALE. */
    STALE,
    /** The bytes could not be fetched or did not verify: EIO. */
    UNREADABLE,
    /** Too many wait or are open already: EAGAIN. */
    BUSY
  }

  private static final long serialVersionUID = 1;

  private final Kind kind;

  public TreeException(Kind kind, String message) {
    this(kind, message, null);
  }

  public TreeException(Kind kind, String message, Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  /** Why; each kind becomes one errno. */
  public Kind kind() {
    return kind;
  }
}
