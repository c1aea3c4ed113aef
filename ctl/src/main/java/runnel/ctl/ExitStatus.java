package runnel.ctl;

import runnel.ctl.control.CtlException.Kind;

/** The one table of exit statuses; {@code node/CONTROL.md} tells it to people. */
final class ExitStatus {
  private ExitStatus() {}

  static int of(Kind kind) {
    return switch (kind) {
      case FAILED -> 1;
      case USAGE -> 2;
      case NOT_RUNNING -> 3;
      case NOT_FOUND -> 4;
      case REFUSED -> 5;
      case UNAVAILABLE -> 6;
    };
  }
}
