package runnel.ctl.control;

import java.util.Locale;

/**
 * Why a command could not be done. The message is for people: what was attempted, on what, why it
 * failed, what helps.
 */
public final class CtlException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** What sort of failure it is; the node's kinds by the same names, and one of ctl's own. */
  public enum Kind {
    /** Anything that has no kind of its own. */
    FAILED,
    /** The command line makes no sense. */
    USAGE,
    /** No node is running in that home. */
    NOT_RUNNING,
    /** No such user, path or thing. */
    NOT_FOUND,
    /** May not be done, by whom or in this state. */
    REFUSED,
    /** No answer in time, or one that somebody else did not give in time. */
    UNAVAILABLE;

    /** The kind of that name; one that a newer node may have is {@link #FAILED}. */
    static Kind named(String name) {
      return switch (name.toUpperCase(Locale.ROOT)) {
        case "USAGE" -> USAGE;
        case "NOT_FOUND" -> NOT_FOUND;
        case "REFUSED" -> REFUSED;
        case "UNAVAILABLE", "BUSY" -> UNAVAILABLE; // Of both it is true that it may work later.
        default -> FAILED;
      };
    }
  }

  private final Kind kind;

  /** A failure of that kind, for the reason in the message. */
  public CtlException(Kind kind, String message) {
    super(message);
    this.kind = kind;
  }

  /** A failure of that kind that another one led to. */
  public CtlException(Kind kind, String message, Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  /** What sort of failure it is. */
  public Kind kind() {
    return kind;
  }
}
