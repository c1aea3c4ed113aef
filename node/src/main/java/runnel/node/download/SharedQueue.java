package runnel.node.download;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;

/**
 * The queue as threads share it: under one lock, its changes kept in the store and told to those
 * who follow. Thread-safe; who needs both takes the store's writer before the lock, never the other
 * way.
 */
final class SharedQueue {
  private final DownloadStore store;
  private final LongSupplier nanoTime;
  private final InstantSource clock;
  private final Following following = new Following();

  /**
   * One for each download, held while it is written and taken before the store's writer: what is
   * written last is what is known last.
   */
  private final Map<Long, Lock> writing = new ConcurrentHashMap<>();

  // Guarded by this, which is notified of what may let another run begin or end.
  private final Queue queue = new Queue(DownloadLimits.RUNNING);
  // Guarded by this.
  private boolean closed;
  private int turns;

  SharedQueue(DownloadStore store, LongSupplier nanoTime, InstantSource clock) {
    this.store = store;
    this.nanoTime = nanoTime;
    this.clock = clock;
    queue.load(store.all());
  }

  Following following() {
    return following;
  }

  synchronized long nextId() {
    return queue.nextId();
  }

  synchronized List<Download> all() {
    return queue.all();
  }

  synchronized Optional<Download> find(long id) {
    return queue.find(id);
  }

  /**
   * Gives a turn to clean up behind a cancelled download, to be ended by {@link #endTurn}; false if
   * there is nothing to do now, as {@link Queue#clean} says.
   */
  synchronized boolean takeTurnToClean(long id) {
    boolean taken = !closed && queue.clean(id);
    turns += taken ? 1 : 0;
    return taken;
  }

  /** Says whether a run is to go on. */
  synchronized boolean mayRun(long id) {
    return !closed && queue.mayRun(id);
  }

  /**
   * Adds a download that the store has already.
   *
   * @throws runnel.node.failure.NodeException BUSY if there are too many
   */
  void add(Download download) {
    synchronized (this) {
      queue.add(download);
      notifyAll();
    }
    following.changed();
  }

  /** Changes a download as the user says, and keeps it. Throws as {@link Queue#change}. */
  Download change(long id, UnaryOperator<Download> change) {
    Download changed;
    synchronized (this) {
      changed = queue.change(id, change);
      notifyAll();
    }
    save(id);
    following.changed();
    return changed;
  }

  /** Changes in memory only what nobody else waits for. */
  synchronized void amend(long id, UnaryOperator<Download> change) {
    queue.change(id, change);
  }

  /** Keeps how far a run is. */
  void progress(long id, UnaryOperator<Sums> change) {
    synchronized (this) {
      queue.change(id, known -> known.with(change.apply(known.sums())));
      queue.progressed(id);
    }
    save(id);
    following.changed();
  }

  /** Crosses items off and keeps how far the run is, both at once; if the store fails, neither. */
  void crossOff(long id, List<Item.Row> rows, UnaryOperator<Sums> change) {
    Lock lock = writing(id);
    lock.lock();
    try {
      store.crossOff(id, rows, () -> find(id).map(known -> known.with(change.apply(known.sums()))));
      // Counted only when it is written; until then, no other save tells of rows that are gone.
      synchronized (this) {
        queue.change(id, known -> known.with(change.apply(known.sums())));
        queue.progressed(id);
      }
    } finally {
      lock.unlock();
    }
    following.changed();
  }

  void save(long id) {
    Lock lock = writing(id);
    lock.lock();
    try {
      store.save(id, () -> find(id));
    } finally {
      lock.unlock();
    }
  }

  private Lock writing(long id) {
    return writing.computeIfAbsent(id, download -> new ReentrantLock());
  }

  /** What kept downloads waiting may be over. */
  synchronized void wake() {
    queue.wake(nanoTime.getAsLong());
    notifyAll();
  }

  /**
   * Gives turns to those that may run now, to be ended by {@link #endRun}. If there are none it
   * waits for a change first, and returns an empty list.
   */
  synchronized List<Download> giveTurns() throws InterruptedException {
    if (closed) {
      return List.of();
    }
    long now = nanoTime.getAsLong();
    List<Download> started = queue.start(now);
    turns += started.size();
    if (started.isEmpty()) {
      long left = queue.nextDueNanos().orElse(now + DownloadLimits.WAIT_LAST.toNanos()) - now;
      TimeUnit.NANOSECONDS.timedWait(this, Math.max(1_000_000, left));
    }
    return started;
  }

  /** Notes how a run ended, unless the user said otherwise meanwhile; the download as it is now. */
  synchronized Download conclude(long id, Outcome outcome) {
    if (queue.mayRun(id)) {
      long now = clock.millis();
      switch (outcome) {
        case Outcome.Done done ->
            queue.change(
                id, known -> known.with(known.life().ended(State.DONE, known.life().note(), now)));
        case Outcome.Failed failure ->
            queue.change(
                id, known -> known.with(known.life().ended(State.FAILED, failure.why(), now)));
        case Outcome.Lost lost ->
            queue.change(
                id, known -> known.with(known.life().ended(State.FAILED, lost.why(), now)));
        case Outcome.Later later -> queue.await(id, later.why(), nanoTime.getAsLong());
        case Outcome.Stopped stopped ->
            queue.change(id, known -> known.with(known.life().with(State.QUEUED, "")));
      }
    }
    return queue.find(id).orElseThrow();
  }

  /**
   * Ends the turn of a run. Says whether it was cancelled: then it has a turn to be cleaned up, and
   * others may run already.
   */
  synchronized boolean endRun(long id) {
    queue.finish(id);
    boolean cancelled = queue.clean(id);
    turns -= cancelled ? 0 : 1;
    notifyAll();
    return cancelled;
  }

  /** Ends the turn of what was cleaned up. */
  synchronized void endTurn(long id) {
    queue.finish(id);
    turns--;
    notifyAll();
  }

  /** Forgets what ended longest ago, beyond the number that is kept. */
  void forgetOld() {
    List<Long> old;
    synchronized (this) {
      old = queue.forgettable(DownloadLimits.ENDED);
      old.forEach(queue::forget);
    }
    old.forEach(store::forget);
    old.forEach(writing::remove);
  }

  synchronized boolean isClosed() {
    return closed;
  }

  /** Gives no more turns; waits some seconds at most for those that were given. */
  synchronized void close() {
    long deadline = System.nanoTime() + DownloadLimits.CLOSE_WAIT.toNanos();
    closed = true;
    notifyAll();
    try {
      long left = deadline - System.nanoTime();
      while (turns > 0 && left > 0) {
        TimeUnit.NANOSECONDS.timedWait(this, left);
        left = deadline - System.nanoTime();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
