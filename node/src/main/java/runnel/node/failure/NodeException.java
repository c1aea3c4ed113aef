package runnel.node.failure;

/**
 * A node could not do what it was asked. The message says what was attempted, on what, why it
 * failed and what helps, in words for people.
 */
public final class NodeException extends RuntimeException {
  /** Why, as far as a program needs to know. */
  public enum Kind {
    /** Nothing of that name is there, or it is not for the one who asks. */
    NOT_FOUND,
    /** A file stands where a folder is needed. */
    NOT_A_FOLDER,
    /** A folder stands where a file is needed. */
    IS_A_FOLDER,
    /** What was asked is wrong or against a rule; asking again does not help. */
    REFUSED,
    /** The version asked for can't be had any more. */
    STALE,
    /** A peer or the index can't be reached, or made no progress in time; asking again may help. */
    UNAVAILABLE,
    /** A limit is reached for now. */
    BUSY,
    /** Something here is broken: the disk is full, a store is damaged. */
    FAILED
  }

  private static final long serialVersionUID = 1;

  private final Kind kind;

  public NodeException(Kind kind, String message) {
    this(kind, message, null);
  }

  public NodeException(Kind kind, String message, Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  /** Why, as far as a program needs to know. */
  public Kind kind() {
    return kind;
  }
}
