package runnel.node.download;

import java.nio.file.Path;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import runnel.node.failure.NodeException;

/**
 * Threads for the disks of targets, which may hang: a network's disk whose server is gone holds
 * whoever asks it, for hours. A virtual thread in such a call keeps what it runs on, of which there
 * is one for each processor, so that two such calls would stop all of the node.
 */
final class Disk {
  private static final Semaphore PLACES = new Semaphore(DownloadLimits.DISKS_ASKED);

  private Disk() {}

  /** Does work that may ask a disk; does not keep the process from its end. */
  static void start(String name, Runnable work) {
    var _ = Thread.ofPlatform().name(name).daemon().start(work);
  }

  /**
   * Asks the disk of a folder while somebody waits for the answer. A question that was given up
   * goes on until the disk answers or fails.
   *
   * @throws NodeException UNAVAILABLE if it does not answer in time, BUSY if too many wait for such
   *     answers already; what the question throws comes through
   */
  static <T> T ask(Path folder, Supplier<T> question) {
    if (!PLACES.tryAcquire()) {
      throw new NodeException(
          NodeException.Kind.BUSY,
          "could not use the folder %s: %d others wait for disks that do not answer"
              .formatted(folder, DownloadLimits.DISKS_ASKED));
    }
    FutureTask<T> answer = new FutureTask<>(question::get);
    start(
        "downloads disk",
        () -> {
          try {
            answer.run();
          } finally {
            PLACES.release();
          }
        });
    return await(folder, answer);
  }

  private static <T> T await(Path folder, FutureTask<T> answer) {
    try {
      return answer.get(DownloadLimits.DISK_WAIT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw silent(
          folder, "it did not answer for %d s".formatted(DownloadLimits.DISK_WAIT.toSeconds()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw silent(folder, "the node ends");
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case RuntimeException expected -> throw expected;
        case Error error -> throw error;
        default -> throw new IllegalStateException(e.getCause());
      }
    }
  }

  private static NodeException silent(Path folder, String why) {
    return new NodeException(
        NodeException.Kind.UNAVAILABLE,
        "could not use the folder %s: %s; see whether its disk or server is there, or choose another folder with --to"
            .formatted(folder, why));
  }
}
