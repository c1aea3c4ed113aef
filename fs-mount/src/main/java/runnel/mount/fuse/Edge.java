package runnel.mount.fuse;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntSupplier;
import jnr.constants.platform.Errno;
import runnel.mount.tree.TreeException;

/**
 * The one wrapper between native code and Java: whatever is thrown becomes an errno.
 *
 * <p>What a tree throws on purpose is not logged. What it should not have thrown is logged once per
 * operation and type of exception, so that a program that tries again does not fill the log.
 */
final class Edge {
  private static final Logger LOG = System.getLogger(Edge.class.getName());
  private static final int MOST_REPORTS = 64;

  private final Map<String, Boolean> reported = new ConcurrentHashMap<>();
  private volatile boolean closed;

  /** Runs the body of a callback; returns what it returns, or a negative errno. */
  int run(String operation, IntSupplier body) {
    if (closed) {
      return Errnos.of(Errno.EIO);
    }
    try {
      return body.getAsInt();
    } catch (TreeException e) {
      return Errnos.of(e.kind());
    } catch (Refusal e) {
      return Errnos.of(e.errno());
    } catch (Throwable e) {
      report(operation, e);
      return Errnos.of(Errno.EIO);
    }
  }

  /** From now on the tree is not called any more: all that comes in gets EIO. */
  void close() {
    closed = true;
  }

  private void report(String operation, Throwable e) {
    String what = operation + " " + e.getClass().getName();
    boolean first =
        reported.size() < MOST_REPORTS && reported.putIfAbsent(what, Boolean.TRUE) == null;
    if (first) {
      String text = "mount: {0} failed unexpectedly, programs get EIO; told once per cause: {1}";
      LOG.log(Level.WARNING, text, operation, e.toString());
      LOG.log(Level.DEBUG, "mount: " + operation + " failed", e);
    }
  }
}
