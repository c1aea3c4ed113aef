package runnel.mount.fuse;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import runnel.mount.fuse.MountException.Kind;

/** libfuse's loop in a thread of its own, from mounting to the end. */
final class Serving {
  private static final Duration STEP = Duration.ofMillis(10);

  private final CompletableFuture<Integer> end = new CompletableFuture<>();
  private final TreeFuse fuse;

  private Serving(TreeFuse fuse) {
    this.fuse = fuse;
  }

  static Serving begin(TreeFuse fuse, String[] commandLine) {
    Serving serving = new Serving(fuse);
    Thread thread = new Thread(() -> serving.run(commandLine), "runnel-mount");
    // It may be stuck in the kernel; that must not keep the process alive.
    thread.setDaemon(true);
    thread.start();
    return serving;
  }

  /** Returns when programs can use the mount. */
  void awaitReady(Duration deadline) {
    long begin = System.nanoTime();
    try {
      while (!fuse.beginning().awaitAgreed(STEP)) {
        requireNoFailure();
        if (end.isDone()) {
          throw refused();
        }
        if (System.nanoTime() - begin > deadline.toNanos()) {
          throw new MountException(
              Kind.FAILED, "can't mount: libfuse did not answer in " + deadline);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new MountException(Kind.FAILED, "can't mount: the thread was interrupted", e);
    }
  }

  private void requireNoFailure() {
    fuse.beginning()
        .failure()
        .ifPresent(why -> {
          String text = "can't mount: the kernel's first request could not be answered: " + why;
          String help = "; if memory is short, end other programs and try again";
          throw new MountException(Kind.FAILED, text + help, why);
        });
  }

  /** Says whether the loop has ended, waiting for it for that long. */
  boolean awaitEnd(Duration wait) {
    try {
      var _ = end.get(wait.toNanos(), TimeUnit.NANOSECONDS);
      return true;
    } catch (ExecutionException e) {
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  CompletableFuture<Integer> end() {
    return end;
  }

  /** Ends all waits, and the loop after its next request. */
  void giveUp() {
    if (!end.isDone()) {
      fuse.giveUp();
    }
  }

  /** Never calls the tree again. */
  void detach() {
    fuse.detach();
  }

  private void run(String[] commandLine) {
    try {
      int status = fuse.serve(commandLine);
      fuse.closeFiles();
      end.complete(status);
    } catch (Throwable e) {
      end.completeExceptionally(e);
    }
  }

  private MountException refused() {
    String text =
        "can't mount: libfuse refused, and said why on standard error; a user other than root needs"
            + " fusermount to be setuid root, a container needs the right to mount (SYS_ADMIN)";
    return new MountException(Kind.FAILED, text);
  }
}
