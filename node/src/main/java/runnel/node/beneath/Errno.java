package runnel.node.beneath;

import runnel.node.beneath.BeneathException.Kind;

/** Linux error numbers (asm-generic/errno.h: alike on x86_64 and aarch64) and what they mean. */
final class Errno {
  static final int EINTR = 4;
  static final int ENXIO = 6;
  static final int EAGAIN = 11;

  private static final int EPERM = 1;
  private static final int ENOENT = 2;
  private static final int EACCES = 13;
  private static final int EBUSY = 16;
  private static final int EXDEV = 18;
  private static final int ENODEV = 19;
  private static final int ENOTDIR = 20;
  private static final int EISDIR = 21;
  private static final int ENFILE = 23;
  private static final int EMFILE = 24;
  private static final int ENAMETOOLONG = 36;
  private static final int ENOSYS = 38;
  private static final int ELOOP = 40;

  private Errno() {}

  static BeneathException exception(int errno, String attempted) {
    Kind kind = kind(errno);
    return new BeneathException(kind, attempted + ": " + reason(kind, errno));
  }

  private static Kind kind(int errno) {
    return switch (errno) {
      case ENOENT, ENOTDIR -> Kind.NOT_FOUND;
      case EPERM, EACCES -> Kind.NOT_ALLOWED;
      case EXDEV, ELOOP -> Kind.OUTSIDE;
      case ENXIO, ENODEV, EISDIR -> Kind.WRONG_KIND;
      case ENAMETOOLONG -> Kind.TOO_LONG;
      case EMFILE, ENFILE -> Kind.TOO_MANY_OPEN;
      case EAGAIN, EBUSY -> Kind.BUSY;
      case ENOSYS -> Kind.UNSUPPORTED;
      default -> Kind.IO;
    };
  }

  private static String reason(Kind kind, int errno) {
    return switch (kind) {
      case NOT_FOUND -> "there is no such file or folder";
      case NOT_ALLOWED -> "its permissions forbid it";
      case OUTSIDE -> "the path runs over a symbolic link or leaves the root";
      case WRONG_KIND -> "it is neither a regular file nor a folder";
      case TOO_LONG -> "a name is over 255 bytes or the path over 4095";
      case TOO_MANY_OPEN -> "too many files are open (see 'ulimit -n')";
      case BUSY -> "something else holds or changes it, try again";
      case CLOSED -> "it was closed before";
      case UNSUPPORTED -> "the kernel lacks this call (Linux 5.6 or newer has it)";
      case IO -> "the file system failed (errno " + errno + ")";
    };
  }
}
