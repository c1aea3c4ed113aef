package runnel.node;

import java.util.ArrayDeque;
import java.util.Deque;

/** Closes what was opened, in reverse order, and tries every part. Used by one thread at a time. */
final class Lifetime implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(Lifetime.class.getName());

  private final Deque<AutoCloseable> opened = new ArrayDeque<>();

  /** Takes over the duty to close the part. */
  <T extends AutoCloseable> T own(T part) {
    opened.push(part);
    return part;
  }

  @Override
  public void close() {
    while (!opened.isEmpty()) {
      AutoCloseable part = opened.pop();
      try {
        part.close();
      } catch (Exception e) {
        if (e instanceof InterruptedException) {
          Thread.currentThread().interrupt();
        }
        LOG.log(System.Logger.Level.WARNING, "could not close " + part.getClass().getName(), e);
      }
    }
  }
}
