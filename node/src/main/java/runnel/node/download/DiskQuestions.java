package runnel.node.download;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import runnel.node.failure.NodeException;

/**
 * Questions to disks while somebody waits for the answers: so many at once, and few about one
 * folder, so that whoever tries a disk that hangs again and again leaves places for other disks.
 * Thread-safe.
 */
final class DiskQuestions {
  private final Executor threads;

  /** How many are under way about each folder. Guarded by itself. */
  private final Map<Path, Integer> asked = new HashMap<>();

  /**
   * @param threads runs each question at once
   */
  DiskQuestions(Executor threads) {
    this.threads = threads;
  }

  /**
   * Asks the disk of a folder; waits for the answer. A question that was given up goes on until the
   * disk answers or fails.
   *
   * @throws NodeException UNAVAILABLE if it does not answer in time, BUSY if too many wait for such
   *     answers already; what the question throws comes through
   */
  <T> T ask(Path folder, Supplier<T> question) {
    Path key = folder.toAbsolutePath().normalize(); // As text: its links are on a disk, too.
    enter(folder, key);
    FutureTask<T> answer = new FutureTask<>(question::get);
    boolean begun = false;
    try {
      threads.execute(() -> {
        try {
          answer.run();
        } finally {
          leave(key);
        }
      });
      begun = true;
    } finally {
      if (!begun) { // There may be no thread more.
        leave(key);
      }
    }
    return await(folder, answer);
  }

  private void enter(Path folder, Path key) {
    synchronized (asked) {
      int here = asked.getOrDefault(key, 0);
      if (here >= DownloadLimits.FOLDER_ASKED) {
        throw busy(folder, "%d others wait for its disk, which does not answer".formatted(here));
      }
      int all = asked.values().stream().mapToInt(Integer::intValue).sum();
      if (all >= DownloadLimits.DISKS_ASKED) {
        throw busy(folder, "%d others wait for disks that do not answer".formatted(all));
      }
      asked.put(key, here + 1);
    }
  }

  private void leave(Path key) {
    synchronized (asked) {
      asked.computeIfPresent(key, (folder, count) -> count == 1 ? null : count - 1);
    }
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

  private static NodeException busy(Path folder, String why) {
    return new NodeException(
        NodeException.Kind.BUSY,
        "could not use the folder %s: %s; choose another folder with --to, or try again later"
            .formatted(folder, why));
  }

  private static NodeException silent(Path folder, String why) {
    return new NodeException(
        NodeException.Kind.UNAVAILABLE,
        "could not use the folder %s: %s; see whether its disk or server is there, or choose another folder with --to"
            .formatted(folder, why));
  }
}
