package runnel.indexd.daemon;

/** The daemon can't start. The message says what was attempted, why it failed and what helps. */
final class DaemonException extends RuntimeException {
  /** Why, and with which status the process ends. */
  enum Kind {
    /** Files, key or store can't be used. */
    FAILED(1),
    /** The command line or the configuration file makes no sense. */
    USAGE(2),
    /** The home or the port belongs to another process. */
    REFUSED(5);

    private final int status;

    Kind(int status) {
      this.status = status;
    }

    int status() {
      return status;
    }
  }

  private static final long serialVersionUID = 1;

  private final Kind kind;

  DaemonException(Kind kind, String message) {
    super(message);
    this.kind = kind;
  }

  DaemonException(Kind kind, String message, Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  Kind kind() {
    return kind;
  }
}
