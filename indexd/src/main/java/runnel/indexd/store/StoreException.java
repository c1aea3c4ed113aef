package runnel.indexd.store;

/** A store could not do what it was asked. The message says what, on which store, and why. */
public final class StoreException extends RuntimeException {
  /** Why, as far as a program needs to know. */
  public enum Kind {
    /** No room in the map or on the disk; nothing of the write happened, the store goes on. */
    FULL,
    /** The files are not what LMDB wrote: cut off, overwritten or replaced. */
    DAMAGED,
    /** Another process, or this one, has the store open. */
    IN_USE,
    /** The store is of another kind or schema version. */
    WRONG_VERSION,
    /** The store was closed. */
    CLOSED,
    /** Anything else that the system reports: permissions, input and output. */
    FAILED
  }

  private static final long serialVersionUID = 1;

  private final Kind kind;

  StoreException(Kind kind, String message) {
    super(message);
    this.kind = kind;
  }

  StoreException(Kind kind, String message, Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  /** Why, as far as a program needs to know. */
  public Kind kind() {
    return kind;
  }
}
