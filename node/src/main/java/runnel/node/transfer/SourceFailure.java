package runnel.node.transfer;

/** A source failed; another may do. Expected, so it carries no stack trace. */
public final class SourceFailure extends Exception {
  /** How it failed, which says how long to leave it alone. */
  public enum Kind {
    /** The connection could not be made or broke. */
    BROKEN,
    /** Nothing came for too long. */
    SILENT,
    /** The peer says that it has not got the content. */
    NOT_THERE,
    /** The peer sent what does not follow from the content id, or speaks nonsense. */
    WRONG,
    /** The peer is another than the pinned one. */
    WRONG_KEY,
    /** The peer is of another network by now. */
    WRONG_NETWORK
  }

  private static final long serialVersionUID = 1;

  private final Kind kind;

  public SourceFailure(Kind kind, String message, Throwable cause) {
    super(message, cause, false, false);
    this.kind = kind;
  }

  public SourceFailure(Kind kind, String message) {
    this(kind, message, null);
  }

  /** How it failed. */
  public Kind kind() {
    return kind;
  }
}
