package runnel.indexd.store;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** The writes that wait for the writer thread, bounded: who finds it full waits too. */
final class Writes {
  /** More would only wait longer; each is a thread that waits. */
  private static final int WAITING_MAX = 1_024;

  /** Bounds what one failed commit throws back and how long the first of a group waits. */
  private static final int GROUP_MAX = 256;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();

  /** Guarded by the lock. */
  private final ArrayDeque<Write<?>> waiting = new ArrayDeque<>();

  /** Guarded by the lock. */
  private boolean closed;

  /** Adds a write, unless closed: then says false. */
  boolean add(Write<?> write) {
    lock.lock();
    try {
      while (!closed && waiting.size() >= WAITING_MAX) {
        changed.awaitUninterruptibly();
      }
      if (!closed) {
        waiting.add(write);
        changed.signalAll();
      }
      return !closed;
    } finally {
      lock.unlock();
    }
  }

  /** Waits for writes and returns those that may share a commit; none when closed and done. */
  List<Write<?>> next() {
    lock.lock();
    try {
      while (!closed && waiting.isEmpty()) {
        changed.awaitUninterruptibly();
      }
      List<Write<?>> group = new ArrayList<>();
      while (!waiting.isEmpty() && group.size() < GROUP_MAX) {
        group.add(waiting.remove());
      }
      changed.signalAll();
      return group;
    } finally {
      lock.unlock();
    }
  }

  /** Takes no more; what waits is still done. */
  void close() {
    lock.lock();
    try {
      closed = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
