package runnel.indexd.identity;

/** An identity could not be used. The message says what, on what, why and what helps. */
public final class IdentityException extends RuntimeException {
  /** Why, as far as a program needs to know. */
  public enum Kind {
    /** Other users of this machine may read the key or replace it; {@code chmod} helps. */
    EXPOSED,
    /** The file is there but is not one whole identity; only its owner can restore it. */
    DAMAGED,
    /** The file can't be read or made: access denied, disk full. */
    UNREADABLE,
    /** The identity is there but what it had pinned is not: nobody could be told from anybody. */
    PINS_LOST
  }

  private static final long serialVersionUID = 1;

  private final Kind kind;

  public IdentityException(Kind kind, String message) {
    super(message);
    this.kind = kind;
  }

  IdentityException(Kind kind, String message, Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  /** Why, as far as a program needs to know. */
  public Kind kind() {
    return kind;
  }
}
