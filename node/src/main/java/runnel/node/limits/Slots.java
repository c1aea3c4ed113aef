package runnel.node.limits;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import runnel.indexd.identity.PeerId;

/**
 * How many requests are served at a time. A slot that becomes free goes to the waiting peer that
 * has the fewest. An eighth of them, one at least, is left to requests of the first rank, so that
 * downloads never hold them all. Thread-safe.
 */
public final class Slots {
  private final ReentrantLock lock = new ReentrantLock();
  // All below are guarded by lock.
  private final Map<PeerId, Integer> used = new HashMap<>();
  private final List<Waiter> waiting = new ArrayList<>();
  private long most;
  private int inUse;
  private int inUseByLast;

  private static final class Waiter {
    private final PeerId peer;
    private final Rank rank;
    private final Condition turn;
    private boolean served;

    Waiter(PeerId peer, Rank rank, Condition turn) {
      this.peer = peer;
      this.rank = rank;
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
   * Waits for a slot, to be left again with the same rank.
   *
   * @return false if none was free within that time
   * @throws InterruptedException if interrupted; no slot is taken then
   */
  public boolean enter(PeerId peer, Rank rank, Duration within) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      Waiter waiter = new Waiter(peer, rank, lock.newCondition());
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
  public void leave(PeerId peer, Rank rank) {
    lock.lock();
    try {
      release(peer, rank);
    } finally {
      lock.unlock();
    }
  }

  private void giveBack(Waiter waiter) {
    var _ = waiting.remove(waiter);
    if (waiter.served) {
      release(waiter.peer, waiter.rank);
    }
  }

  private void release(PeerId peer, Rank rank) {
    inUse--;
    inUseByLast -= rank == Rank.LAST ? 1 : 0;
    used.computeIfPresent(peer, (same, now) -> now == 1 ? null : now - 1);
    serve();
  }

  private void serve() {
    Optional<Waiter> next = next();
    while (next.isPresent()) {
      Waiter waiter = next.get();
      waiting.remove(waiter);
      waiter.served = true;
      inUse++;
      inUseByLast += waiter.rank == Rank.LAST ? 1 : 0;
      used.merge(waiter.peer, 1, Integer::sum);
      waiter.turn.signal();
      next = next();
    }
  }

  private Optional<Waiter> next() {
    boolean last = inUseByLast < most - (most + 6) / 8; // Where there is but one it is for all.
    return inUse >= most
        ? Optional.empty()
        : waiting.stream()
            .filter(waiter -> last || waiter.rank == Rank.FIRST)
            .min(
                Comparator.comparingInt((Waiter each) -> used.getOrDefault(each.peer, 0))
                    .thenComparing(each -> each.rank));
  }
}
