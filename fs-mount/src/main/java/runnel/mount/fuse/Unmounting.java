package runnel.mount.fuse;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import runnel.mount.table.MountLine;

/** Takes a mount away: politely, then by force, and within a bound either way. */
final class Unmounting {
  private static final Logger LOG = System.getLogger(Unmounting.class.getName());

  /** How often a busy mount is tried again: no event tells that the last file was closed. */
  private static final Duration RETRY = Duration.ofMillis(100);

  /** What libfuse needs to leave its loop, many threads to join included. */
  private static final Duration LEAVING = Duration.ofSeconds(1);

  /** The longest that the commands and waits below take together. */
  private static final Duration FORCE = Duration.ofSeconds(5);

  private final AtomicBoolean begun = new AtomicBoolean();
  private final CountDownLatch done = new CountDownLatch(1);
  private final Path mountPoint;
  private final Optional<Integer> mountId;
  private final Serving serving;

  private Unmounting(Path mountPoint, Optional<Integer> mountId, Serving serving) {
    this.mountPoint = mountPoint;
    this.mountId = mountId;
    this.serving = serving;
  }

  /** For what is mounted there now. */
  static Unmounting of(Path mountPoint, Serving serving) {
    return new Unmounting(mountPoint, MountTable.at(mountPoint).map(MountLine::id), serving);
  }

  void run(Duration grace) {
    if (!begun.compareAndSet(false, true)) {
      awaitTheOther(grace.plus(FORCE));
      return;
    }
    try {
      boolean left = politely(grace) || byForce();
      serving.detach();
      if (!left) {
        String text =
            "mount: {0} is unmounted, but a call is stuck in it; its thread is left behind";
        LOG.log(Level.WARNING, text, mountPoint);
      }
    } finally {
      done.countDown();
    }
  }

  private boolean politely(Duration grace) {
    long begin = System.nanoTime();
    do {
      if (!isThere()) {
        return serving.awaitEnd(LEAVING);
      }
      switch (Command.unmount(mountPoint)) {
        case Command.Outcome.Exited(int status, String _) -> {
          if (serving.awaitEnd(status == 0 ? LEAVING : RETRY)) {
            return true;
          }
          if (status == 0) {
            return false;
          }
        }
        case Command.Outcome.Stuck _ -> {
          return false; // it waits in the kernel for reads that only giving up ends
        }
      }
    } while (System.nanoTime() - begin < grace.toNanos());
    return false;
  }

  private boolean byForce() {
    serving.giveUp();
    if (!isThere()) {
      return serving.awaitEnd(LEAVING);
    }
    // The loop looks whether to leave after each request, so it needs one more.
    var _ = Command.poke(mountPoint);
    if (serving.awaitEnd(LEAVING)) {
      return true;
    }
    if (isThere()) {
      var _ = Command.unmountLazily(mountPoint);
    }
    return serving.awaitEnd(LEAVING);
  }

  /** Unmounting goes by path: what somebody else mounted there since is his. */
  boolean isThere() {
    return MountTable.at(mountPoint).map(MountLine::id).equals(mountId) && mountId.isPresent();
  }

  private void awaitTheOther(Duration wait) {
    try {
      var _ = done.await(wait.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
