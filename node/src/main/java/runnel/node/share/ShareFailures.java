package runnel.node.share;

import java.nio.file.Path;
import runnel.node.share.ShareException.Kind;
import runnel.node.share.Skipped.Reason;

/** The failures of the share in words. */
final class ShareFailures {
  private ShareFailures() {}

  static ShareException away(Path folder, Reason reason) {
    String why =
        reason == Reason.EMPTIED
            ? "it is empty and on another disk than before, as if its own were not mounted;"
                + " 'runnel share rescan --accept-empty' if it was emptied"
            : "it is not there or may not be read";
    return new ShareException(
        Kind.UNREADABLE,
        "cannot read the share folder %s: %s; what was published stays published"
            .formatted(folder, why));
  }

  static ShareException refused(String message) {
    return new ShareException(Kind.REFUSED, message);
  }

  static ShareException notFound(String message) {
    return new ShareException(Kind.NOT_FOUND, message);
  }

  static ShareException closed() {
    return new ShareException(Kind.CLOSED, "cannot publish the share: it was closed");
  }
}
