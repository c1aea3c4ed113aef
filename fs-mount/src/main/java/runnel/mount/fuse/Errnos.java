package runnel.mount.fuse;

import jnr.constants.platform.Errno;
import runnel.mount.tree.TreeException;

/** What a callback returns for what went wrong: the number, negative, as libfuse wants it. */
final class Errnos {
  private Errnos() {}

  static int of(TreeException.Kind kind) {
    return of(
        switch (kind) {
          case NOT_FOUND -> Errno.ENOENT;
          case NOT_A_FOLDER -> Errno.ENOTDIR;
          case IS_A_FOLDER -> Errno.EISDIR;
          case READ_ONLY -> Errno.EROFS;
          case NO_ACCESS -> Errno.EACCES;
          case STALE -> Errno.ESTALE;
          case UNREADABLE -> Errno.EIO;
          case BUSY -> Errno.EAGAIN;
        });
  }

  static int of(Errno errno) {
    return -errno.intValue();
  }
}
