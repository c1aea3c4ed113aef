package runnel.indexd.tls;

import java.util.Optional;

/** Why a connection failed: the JDK wraps what a trust manager throws. */
final class Causes {
  /** Causes that form a ring must not hang whoever walks them. */
  private static final int MAX = 20;

  private Causes() {}

  /** Returns the first of that class among the failure and its causes. */
  static <T extends Throwable> Optional<T> first(Throwable failure, Class<T> wanted) {
    Throwable cause = failure;
    for (int i = 0; i < MAX && cause != null; i++) {
      if (wanted.isInstance(cause)) {
        return Optional.of(wanted.cast(cause));
      }
      cause = cause.getCause();
    }
    return Optional.empty();
  }
}
