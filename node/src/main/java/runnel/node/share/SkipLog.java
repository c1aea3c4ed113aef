package runnel.node.share;

import java.util.ArrayList;
import java.util.List;
import runnel.node.beneath.BeneathException;
import runnel.node.beneath.Shown;
import runnel.node.share.Skipped.Reason;

/** Gathers what a scan skips. For one thread. */
final class SkipLog {
  private final List<Skipped> first = new ArrayList<>();
  private long total;

  void add(byte[] path, Reason reason) {
    if (total++ < Skips.LISTED_MAX) {
      first.add(new Skipped(Shown.path(path), reason));
    }
  }

  Skips skips() {
    return new Skips(first, total);
  }

  /** The reason to skip what failed so. */
  static Reason reason(BeneathException.Kind kind) {
    return switch (kind) {
      case OUTSIDE -> Reason.LINK;
      case WRONG_KIND -> Reason.SPECIAL;
      case NOT_ALLOWED -> Reason.UNREADABLE;
      case TOO_LONG -> Reason.TOO_LONG;
      case NOT_FOUND, TOO_MANY_OPEN, BUSY, CLOSED, UNSUPPORTED, IO -> Reason.FAILED;
    };
  }
}
