package runnel.node.share;

/** The share could not do what it was asked; the kind says why. */
public final class ShareException extends RuntimeException {
  /** Why. */
  public enum Kind {
    /** The file is not what was published any more. */
    STALE,
    /** The share folder, or a file that is being served, can't be read. */
    UNREADABLE,
    /** It may not be done, or makes no sense. */
    REFUSED,
    /** There is no such thing. */
    NOT_FOUND,
    /** The share was closed. */
    CLOSED
  }

  private final Kind kind;

  ShareException(Kind kind, String message) {
    super(message);
    this.kind = kind;
  }

  ShareException(Kind kind, String message, Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  /** Why. */
  public Kind kind() {
    return kind;
  }
}
