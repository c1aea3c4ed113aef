package runnel.mount.fuse;

/** A tree could not be mounted. The message says what, where, why and what helps. */
public final class MountException extends RuntimeException {
  /** Why, as far as a program needs to know. */
  public enum Kind {
    /** libfuse 2 or {@code fusermount} is missing; the message names the command to install it. */
    NOT_INSTALLED,
    /** Something else is mounted at the mount point. */
    BUSY,
    /** There are files in the mount point. */
    NOT_EMPTY,
    /** There is no {@code /dev/fuse}, as in a container that was not given it. */
    NO_DEVICE,
    /** This user may not mount there, or not at all. */
    DENIED,
    /** Anything else: no such folder, no answer in time, libfuse refused. */
    FAILED
  }

  private static final long serialVersionUID = 1;

  private final Kind kind;

  MountException(Kind kind, String message) {
    this(kind, message, null);
  }

  MountException(Kind kind, String message, Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  /** Why, as far as a program needs to know. */
  public Kind kind() {
    return kind;
  }
}
