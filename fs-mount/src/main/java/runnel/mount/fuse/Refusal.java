package runnel.mount.fuse;

import jnr.constants.platform.Errno;

/** What this package itself answers a program, where no tree was asked. */
final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final Errno errno;

  /** Without a stack trace: these are expected, and may be many. */
  Refusal(Errno errno) {
    super(errno.name(), null, false, false);
    this.errno = errno;
  }

  Errno errno() {
    return errno;
  }
}
