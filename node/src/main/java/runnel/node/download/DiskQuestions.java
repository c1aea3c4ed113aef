package runnel.node.download;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import runnel.mount.table.Mounts;
import runnel.node.failure.NodeException;

/**
 * Questions to disks while somebody waits for the answers, within the bounds of {@link DiskPlaces}.
 * Thread-safe.
 */
final class DiskQuestions {
  private final Executor threads;
  private final Supplier<Mounts> mounts;
  private final Duration wait;
  private final DiskPlaces places = new DiskPlaces();

  /**
   * @param threads runs each question at once
   * @param mounts what is mounted now
   * @param wait an answer is waited for at most so long
   */
  DiskQuestions(Executor threads, Supplier<Mounts> mounts, Duration wait) {
    this.threads = threads;
    this.mounts = mounts;
    this.wait = wait;
  }

  /**
   * Asks the disk of a folder; waits for the answer. A question that was given up goes on until the
   * disk answers or fails.
   *
   * @throws NodeException UNAVAILABLE if it does not answer in time, BUSY if too many wait for such
   *     answers already; what the question throws comes through
   */
  <T> T ask(Path folder, Supplier<T> question) {
    DiskPlaces.Place place = places.enter(folder, wait);
    FutureTask<T> answer =
        new FutureTask<>(() -> {
          new MountWalk(mounts.get(), place::move).go(folder);
          return question.get();
        });
    boolean begun = false;
    try {
      threads.execute(() -> {
        try {
          answer.run();
        } finally {
          place.leave();
        }
      });
      begun = true;
    } finally {
      if (!begun) { // There may be no thread more.
        place.leave();
      }
    }
    return await(place, folder, answer);
  }

  private <T> T await(DiskPlaces.Place place, Path folder, FutureTask<T> answer) {
    try {
      return answer.get(wait.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      place.giveUp();
      throw silent(folder, "it did not answer for %d s".formatted(wait.toSeconds()));
    } catch (InterruptedException e) {
      place.giveUp();
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
