package runnel.node.limits;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import runnel.indexd.identity.PeerId;

/**
 * How many requests are served at a time. A slot that becomes free goes to the waiting peer that
 * has the fewest. Thread-safe.
 */
public final class Slots {
  private final ReentrantLock lock = new ReentrantLock();
  // All below are guarded by lock.
  private final Map<PeerId, Integer> used = new HashMap<>();
  private final List<Waiter> waiting = new ArrayList<>();
  private long most;
  private int inUse;

  private static final class Waiter {
    private final PeerId peer;
    private final Condition turn;
    private boolean served;

    Waiter(PeerId peer, Condition turn) {
      this.peer = peer;
      this.turn = turn;
    }
  }

  public Slots(long most) {
    this.most = most;
  }

  /** Sets how many there are; those in use stay so. */
  public void limit(long slots) {
    lock.lock();
    try {
      most = slots;
      serve();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits for a slot, to be left again.
   *
   * @return false if none was free within that time
   * @throws InterruptedException if interrupted; no slot is taken then
   */
  public boolean enter(PeerId peer, Duration within) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      Waiter waiter = new Waiter(peer, lock.newCondition());
      waiting.add(waiter);
      serve();
      long left = within.toNanos();
      try {
        while (!waiter.served && left > 0) {
          left = waiter.turn.awaitNanos(left);
        }
      } catch (InterruptedException e) {
        giveBack(waiter);
        throw e;
      }
      var _ = waiting.remove(waiter);
      return waiter.served;
    } finally {
      lock.unlock();
    }
  }

  /** Gives a slot back. */
  public void leave(PeerId peer) {
    lock.lock();
    try {
      release(peer);
    } finally {
      lock.unlock();
    }
  }

  private void giveBack(Waiter waiter) {
    var _ = waiting.remove(waiter);
    if (waiter.served) {
      release(waiter.peer);
    }
  }

  private void release(PeerId peer) {
    inUse--;
    used.computeIfPresent(peer, (same, now) -> now == 1 ? null : now - 1);
    serve();
  }

  private void serve() {
    while (inUse < most && !waiting.isEmpty()) {
      Waiter next =
          waiting.stream()
              .min(Comparator.comparingInt(each -> used.getOrDefault(each.peer, 0)))
              .orElseThrow();
      waiting.remove(next);
      next.served = true;
      inUse++;
      used.merge(next.peer, 1, Integer::sum);
      next.turn.signal();
    }
  }
}
