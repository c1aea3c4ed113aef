package runnel.indexd.search;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import runnel.indexd.content.Hash;
import runnel.indexd.identity.PeerId;
import runnel.indexd.search.Survey.Outcome;

/**
 * Where those who publish and those who search meet the thread that indexes: what it has to do, and
 * what it has to offer. Thread-safe; all waits are bounded.
 */
final class Desk {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();

  // All guarded by the lock.
  private final Backlog backlog;
  private Offer offer = new Offer.Opening();
  private long visibleWholes;
  private boolean damaged;
  private boolean closing;

  /** What there is to be searched. */
  sealed interface Offer {
    /** Nothing yet, but soon. */
    record Opening() implements Offer {}

    /**
     * This.
     *
     * @param wholes how many catalogs can be searched as they are now
     * @param catalogs how many there are
     */
    record Open(Engine engine, long wholes, long catalogs) implements Offer {}

    /** Nothing for some time. */
    record Failed(String why) implements Offer {}
  }

  Desk(Backlog backlog) {
    this.backlog = backlog;
  }

  /** Takes a change of a catalog, which can be read by now. */
  void add(Change change) {
    locked(() -> {
      backlog.add(change);
      return true;
    });
  }

  /** Returns what there is to be searched, waiting while it opens. */
  Offer offer(Duration most) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long left = most.toNanos();
      while (offer instanceof Offer.Opening && !closing && left > 0) {
        left = changed.awaitNanos(left);
      }
      return offer instanceof Offer.Open open
          ? new Offer.Open(
              open.engine(), Math.min(visibleWholes, backlog.wholes()), backlog.catalogs())
          : offer;
    } finally {
      lock.unlock();
    }
  }

  /** Says that a search met damage: all is to be made anew. */
  void reportDamage(Engine where) {
    locked(() -> {
      damaged |= offer instanceof Offer.Open open && open.engine().equals(where);
      return damaged;
    });
  }

  /** Lets the thread that indexes end soon. */
  void close() {
    locked(() -> closing = true);
  }

  boolean isClosing() {
    return locked(() -> closing);
  }

  /** Says whether damage was reported since the last engine was offered. */
  boolean isDamaged() {
    return locked(() -> damaged);
  }

  /** Takes what an engine has, and what there is; whatever differs is to be done. */
  void begin(Map<PeerId, Optional<Hash>> documents, Map<PeerId, Hash> catalogs) {
    locked(() -> {
      backlog.begin(documents, catalogs);
      return true;
    });
  }

  /** Offers an engine that shows what was written of so many catalogs as a whole. */
  void offer(Engine engine, long wholes) {
    locked(() -> {
      offer = new Offer.Open(engine, 0, 0);
      visibleWholes = wholes;
      return true;
    });
  }

  /** Offers nothing any more; all that was done is to be done again, from {@link #begin} on. */
  void fail(String why) {
    locked(() -> {
      backlog.forget();
      damaged = false;
      offer = new Offer.Failed(why);
      return true;
    });
  }

  /** Returns what is to be done next. */
  Optional<Work> next() {
    return locked(
        () -> closing || damaged ? Optional.empty() : backlog.next(SearchLimits.SLICE_ENTRIES));
  }

  void end(Work work, Outcome outcome) {
    locked(() -> {
      backlog.end(work, outcome);
      return true;
    });
  }

  /** Tries again what was given up; says whether there was something. */
  boolean retry() {
    return locked(backlog::retry);
  }

  long wholes() {
    return locked(backlog::wholes);
  }

  boolean hasNotes() {
    return locked(backlog::hasNotes);
  }

  Map<PeerId, Optional<Hash>> takeNotes() {
    return locked(backlog::takeNotes);
  }

  /** Waits until there is something to do, at most so long. */
  void await(long nanos) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long left = nanos;
      while (!closing && !damaged && backlog.isIdle() && left > 0) {
        left = changed.awaitNanos(left);
      }
    } finally {
      lock.unlock();
    }
  }

  /** Waits until it is to be closed, at most so long. */
  void awaitClosing(Duration most) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long left = most.toNanos();
      while (!closing && left > 0) {
        left = changed.awaitNanos(left);
      }
    } finally {
      lock.unlock();
    }
  }

  private <T> T locked(Supplier<T> body) {
    lock.lock();
    try {
      T result = body.get();
      changed.signalAll();
      return result;
    } finally {
      lock.unlock();
    }
  }
}
