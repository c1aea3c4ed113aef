package runnel.node.beneath;

/** Access below a folder failed: the kind says why. */
public final class BeneathException extends RuntimeException {
  /** Why an access failed. */
  public enum Kind {
    /** There is nothing of that name. */
    NOT_FOUND,
    /** The file's or a folder's permissions forbid it. */
    NOT_ALLOWED,
    /** The path runs over a symbolic link, or leaves the root. */
    OUTSIDE,
    /** It is there, but not a regular file, or not a folder, as was asked for. */
    WRONG_KIND,
    /** A name is over 255 bytes, or a path over 4,095. */
    TOO_LONG,
    /** The process or the system has no descriptor left; later may work. */
    TOO_MANY_OPEN,
    /** Something else holds or changes it at this moment; later may work. */
    BUSY,
    /** The descriptor was closed before. */
    CLOSED,
    /** The kernel lacks a call that this needs. */
    UNSUPPORTED,
    /** The file system failed. */
    IO
  }

  private final Kind kind;

  BeneathException(Kind kind, String message) {
    super(message);
    this.kind = kind;
  }

  /** Why the access failed. */
  public Kind kind() {
    return kind;
  }
}
