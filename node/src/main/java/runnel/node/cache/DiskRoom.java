package runnel.node.cache;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.atomic.AtomicBoolean;
import runnel.node.failure.IoReason;

/** Whether the disk takes what is to be kept; tells in the log when that changes. Thread-safe. */
final class DiskRoom {
  private static final Logger LOG = System.getLogger(DiskRoom.class.getName());

  private final AtomicBoolean refused = new AtomicBoolean();

  void refused(IOException why) {
    if (refused.compareAndSet(false, true)) {
      LOG.log(
          Level.WARNING,
          "The cache''s disk takes nothing, reading goes on without it: {0}; see whether it is full",
          IoReason.of(why));
    }
  }

  void took() {
    if (refused.get() && refused.compareAndSet(true, false)) {
      LOG.log(Level.INFO, "The cache''s disk takes what is read again");
    }
  }
}
