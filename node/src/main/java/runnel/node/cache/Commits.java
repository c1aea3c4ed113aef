package runnel.node.cache;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import runnel.indexd.content.ContentId;
import runnel.indexd.store.StoreException;

/**
 * Brings marks and hashes into the store, many at once, on one thread; evictions run there too, so
 * that no two of them meet.
 *
 * <p>The monitor guards the set of contents that have something to bring and what belongs to it; it
 * is held over memory only.
 */
final class Commits implements AutoCloseable {
  private static final Logger LOG = System.getLogger(Commits.class.getName());

  /** Contents per commit after the store had no room. */
  private static final int RETRY_BATCH = 16;

  private final Surroundings cache;
  private final OpenContents contents;
  private final Eviction eviction;
  private final ScheduledExecutorService thread;
  private final AtomicLong uses;
  private final Set<Content> dirty = new LinkedHashSet<>();
  private long dirtyBytes;
  private boolean scheduled;
  private volatile boolean refused;

  Commits(Surroundings cache, OpenContents contents, Eviction eviction) {
    this.cache = cache;
    this.contents = contents;
    this.eviction = eviction;
    this.uses = new AtomicLong(eviction.lastUse());
    this.thread =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("cache-commits").factory());
  }

  /** Says whether the store took nothing lately, so that nothing new should be written. */
  boolean isRefused() {
    return refused;
  }

  /** Notes that a content is used, and that its entry has to say so. */
  void use(Content content) {
    content.used(uses.incrementAndGet());
    changed(content, 0);
  }

  /** Notes that a content has something new, and how many bytes of it. */
  synchronized void changed(Content content, long bytes) {
    if (content.id().length() == 0 || dirty.size() >= CacheLimits.UNSAVED_CONTENTS) {
      return;
    }
    dirty.add(content);
    dirtyBytes += bytes;
    if (!scheduled) {
      schedule(CacheLimits.COMMIT_DELAY);
    } else if (dirtyBytes >= CacheLimits.COMMIT_BYTES && !refused) {
      dirtyBytes = 0;
      schedule(Duration.ZERO);
    }
  }

  /** Commits what there is, now; waits for it. */
  void flush() {
    run(() -> {
      commit();
      return true;
    });
  }

  /** Runs something on the thread, and waits for it within the deadline. */
  <T> T run(Callable<T> task) {
    try {
      return thread.submit(task).get(CacheLimits.COMMIT_DEADLINE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for the cache's commit", e);
    } catch (TimeoutException e) {
      throw new IllegalStateException(
          "the cache's commit took over " + CacheLimits.COMMIT_DEADLINE.toSeconds() + " s", e);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException cause
          ? cause
          : new IllegalStateException(e.getCause());
    }
  }

  /** Lets something run on the thread when it comes to it. */
  void later(Runnable task) {
    thread.execute(() -> guarded(task));
  }

  private void schedule(Duration delay) {
    scheduled = true;
    try {
      var _ = thread.schedule(() -> guarded(this::commit), delay.toNanos(), TimeUnit.NANOSECONDS);
    } catch (RejectedExecutionException e) {
      LOG.log(Level.DEBUG, "The cache is closed; what was new since is not kept");
    }
  }

  private void commit() {
    List<Content> batch;
    synchronized (this) {
      batch = List.copyOf(dirty);
      dirty.clear();
      dirtyBytes = 0;
      scheduled = false;
    }
    // A store without room can still take a little, and each removal gives it some.
    int step = refused ? RETRY_BATCH : Math.max(1, batch.size());
    for (int from = 0; from < batch.size(); from += step) {
      try {
        commit(batch.subList(from, Math.min(from + step, batch.size())));
      } catch (StoreException e) {
        putBack(batch.subList(from, batch.size()), e);
        break;
      }
    }
    forget(eviction.shrink());
    contents.trim(content -> !isDirty(content));
  }

  private void commit(List<Content> batch) {
    List<Unsaved> parts = batch.stream().map(Content::unsaved).toList();
    cache
        .store()
        .write(view -> {
          parts.forEach(part -> part.write(view));
          return true;
        });
    for (Unsaved part : parts) {
      eviction.grown(part.content().saved(part));
    }
    accepted();
  }

  private void accepted() {
    if (refused) {
      LOG.log(Level.INFO, "The cache keeps what is read again");
      refused = false;
    }
  }

  private void putBack(List<Content> batch, StoreException why) {
    if (!refused) {
      LOG.log(
          Level.WARNING,
          "The cache can''t keep what is read, reading goes on without it: {0}",
          why.getMessage());
    }
    refused = true;
    synchronized (this) {
      dirty.addAll(batch);
      if (!scheduled) {
        schedule(CacheLimits.STORE_PAUSE);
      }
    }
    if (why.kind() == StoreException.Kind.FULL) {
      forget(eviction.makeRoom());
    }
  }

  /** Removes everything that is not open; on the thread. */
  boolean clear() {
    commit();
    forget(eviction.clear());
    return true;
  }

  private synchronized boolean isDirty(Content content) {
    return dirty.contains(content);
  }

  private synchronized void forget(Set<ContentId> evicted) {
    dirty.removeIf(content -> evicted.contains(content.id()));
  }

  private static void guarded(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException e) {
      // An executor would swallow it, and the next tasks are worth trying.
      LOG.log(Level.ERROR, "The cache''s upkeep failed", e);
    }
  }

  /** Commits what there is and ends the thread. */
  @Override
  public void close() {
    if (thread.isShutdown()) {
      return;
    }
    try {
      flush();
    } finally {
      thread.shutdownNow();
    }
  }
}
