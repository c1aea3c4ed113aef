package runnel.node.control;

/** A request makes no sense: the kind {@code USAGE} of the control API. */
final class UsageException extends RuntimeException {
  static final int HTTP_STATUS = 400;

  private static final long serialVersionUID = 1;

  UsageException(String message) {
    super(message);
  }
}
