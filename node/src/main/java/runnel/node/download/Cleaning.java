package runnel.node.download;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import runnel.indexd.store.StoreException;
import runnel.node.failure.IoReason;

/**
 * Deletes what was fetched of downloads that were cancelled, at leisure: a hundred thousand files
 * take seconds. One after the other for each target, so that a disk that hangs costs one thread and
 * holds up nothing but what is on it. Thread-safe.
 */
final class Cleaning {
  private static final System.Logger LOG = System.getLogger(Cleaning.class.getName());

  private final DownloadStore store;
  private final SharedQueue queue;
  // Guarded by this; a target that is in it has a thread.
  private final Map<Path, Deque<Download>> waiting = new HashMap<>();

  private final Executor threads;

  /**
   * @param threads runs each work at once, on a thread that may hang
   */
  Cleaning(DownloadStore store, SharedQueue queue, Executor threads) {
    this.store = store;
    this.queue = queue;
    this.threads = threads;
  }

  /** Cleans up behind a download unless somebody works on it. */
  void begin(Download cancelled) {
    if (queue.takeTurnToClean(cancelled.id())) {
      add(cancelled);
    }
  }

  /** Cleans up behind a download that has a turn for that, and ends the turn. */
  void add(Download cancelled) {
    Path target = cancelled.target();
    if (queued(target, cancelled)) {
      return;
    }
    boolean begun = false;
    try {
      threads.execute(() -> work(target));
      begun = true;
    } finally {
      if (!begun) { // There may be no thread more. They are cleaned at the node's next start.
        leave(target);
      }
    }
  }

  private void leave(Path target) {
    Optional<Download> next = next(target);
    while (next.isPresent()) {
      queue.endTurn(next.get().id());
      next = next(target);
    }
  }

  /** Says whether a thread will see it; if not, the caller is to start one. */
  private synchronized boolean queued(Path target, Download cancelled) {
    Deque<Download> known = waiting.get(target);
    if (known != null) {
      return known.add(cancelled);
    }
    waiting.put(target, new ArrayDeque<>(List.of(cancelled)));
    return false;
  }

  private void work(Path target) {
    Optional<Download> next = next(target);
    while (next.isPresent()) {
      try {
        clean(next.get());
      } catch (StoreException e) {
        LOG.log(System.Logger.Level.INFO, "a download is cleaned later: {0}", e.getMessage());
      } catch (RuntimeException e) {
        LOG.log(
            System.Logger.Level.ERROR,
            "could not delete what was fetched of download " + next.get().id(),
            e);
      } finally {
        queue.endTurn(next.get().id());
      }
      next = next(target);
    }
  }

  private synchronized Optional<Download> next(Path target) {
    Optional<Download> next = Optional.ofNullable(waiting.get(target).poll());
    if (next.isEmpty()) {
      waiting.remove(target);
    }
    return next;
  }

  private void clean(Download download) {
    Staging staging = new Staging(download.target(), download.id(), download.origin().name());
    try {
      if (staging.isThere()) {
        staging.remove();
      }
      if (store.end(download.id()) > 0) { // At each start all that were cancelled are looked at.
        store.clear(download.id());
      }
    } catch (IOException e) {
      LOG.log(
          System.Logger.Level.WARNING,
          "could not delete what was fetched of download {0}: {1}",
          download.id(),
          IoReason.of(e));
    }
  }
}
