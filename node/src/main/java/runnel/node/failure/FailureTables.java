package runnel.node.failure;

import runnel.mount.tree.TreeException;

/** What a kind of failure becomes at this module's two edges. */
public final class FailureTables {
  private FailureTables() {}

  /** Returns the HTTP status that tells of the kind. */
  public static int httpStatus(NodeException.Kind kind) {
    return switch (kind) {
      case NOT_FOUND -> 404;
      case NOT_A_FOLDER, IS_A_FOLDER -> 400;
      case REFUSED -> 403;
      case STALE -> 410;
      case BUSY -> 429;
      case UNAVAILABLE -> 503;
      case FAILED -> 500;
    };
  }

  /** Returns the tree's kind, which the mount turns into an errno. */
  public static TreeException.Kind tree(NodeException.Kind kind) {
    return switch (kind) {
      case NOT_FOUND -> TreeException.Kind.NOT_FOUND;
      case NOT_A_FOLDER -> TreeException.Kind.NOT_A_FOLDER;
      case IS_A_FOLDER -> TreeException.Kind.IS_A_FOLDER;
      case REFUSED -> TreeException.Kind.NO_ACCESS;
      case STALE -> TreeException.Kind.STALE;
      case BUSY -> TreeException.Kind.BUSY;
      case UNAVAILABLE, FAILED -> TreeException.Kind.UNREADABLE;
    };
  }

  /** Returns the exception as the mount knows it. */
  public static TreeException tree(NodeException failure) {
    return new TreeException(tree(failure.kind()), failure.getMessage(), failure);
  }
}
