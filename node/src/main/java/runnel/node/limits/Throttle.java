package runnel.node.limits;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import runnel.indexd.identity.PeerId;

/**
 * Holds back whoever moves bytes, so that the rate of all and that of each peer stay below what is
 * set.
 *
 * <p>Fair among peers, however many requests each has: who had less goes first ({@link Flow}), with
 * weights for the ranks. Thread-safe; without a limit it costs one volatile read.
 */
public final class Throttle {
  /** Peers whose accounts are kept; who rested long is as good as new. */
  private static final int PEERS_MAX = 4_096;

  /** A piece takes a sixteenth of a second, so that many can take turns within a second or two. */
  private static final int PIECES_PER_SECOND = 16;

  private static final int PIECE_LEAST = 4 << 10;

  private final LongSupplier nanoTime;
  private final boolean fairToPeers;
  private final ReentrantLock lock = new ReentrantLock();
  private volatile boolean limited;
  // All below are guarded by lock.
  private final Bucket all = new Bucket();
  private final Map<PeerId, Account> accounts = new HashMap<>();
  private final List<Ticket> queue = new ArrayList<>();
  private long rateOfAll;
  private long rateOfEach;
  private double virtualTime;

  /** Somebody who waits. */
  private final class Ticket {
    private final Flow.Place place;
    private final Bucket bucket;
    private final Condition turn = lock.newCondition();

    Ticket(Flow.Place place, Bucket bucket) {
      this.place = place;
      this.bucket = bucket;
    }
  }

  /**
   * One that lets the first rank go before the last, whose ever it is; for what this node asks for
   * itself.
   *
   * @param nanoTime a monotonic clock, as {@code System::nanoTime}
   */
  public Throttle(LongSupplier nanoTime) {
    this(nanoTime, false);
  }

  private Throttle(LongSupplier nanoTime, boolean fairToPeers) {
    this.nanoTime = nanoTime;
    this.fairToPeers = fairToPeers;
  }

  /**
   * One that is fair among peers, whatever they say of their requests: the ranks are an order among
   * those of the same peer. Only a little of the first rank, a second's worth of the limit, which
   * comes back within half a minute, goes before what others wait for.
   *
   * @param nanoTime as above
   */
  public static Throttle fairToPeers(LongSupplier nanoTime) {
    return new Throttle(nanoTime, true);
  }

  /** Sets the rates, in bytes per second, 0 for none; who waits goes on by the new ones. */
  public void limit(long ofAll, long ofEach) {
    lock.lock();
    try {
      rateOfAll = ofAll;
      rateOfEach = ofEach;
      long now = nanoTime.getAsLong();
      all.rate(ofAll, now);
      accounts.values().forEach(account -> account.rate(ofEach, leastRate(), now));
      limited = ofAll > 0 || ofEach > 0;
      queue.forEach(ticket -> ticket.turn.signal());
    } finally {
      lock.unlock();
    }
  }

  /** Returns how many bytes to move at a time, at most that many. */
  public int piece(int most) {
    if (!limited) {
      return most;
    }
    lock.lock();
    try {
      return Math.clamp(leastRate() / PIECES_PER_SECOND, Math.min(PIECE_LEAST, most), most);
    } finally {
      lock.unlock();
    }
  }

  private long leastRate() {
    return Math.min(orMost(rateOfAll), orMost(rateOfEach));
  }

  private static long orMost(long rate) {
    return rate == 0 ? Long.MAX_VALUE : rate;
  }

  /** Says whether something is limited now. */
  public boolean isLimited() {
    return limited;
  }

  /** As the other one, for what goes first. */
  public void await(PeerId peer, int bytes) throws InterruptedException {
    await(peer, bytes, Rank.FIRST);
  }

  /**
   * Waits until so many bytes may be moved from or to the peer, and notes that they are.
   *
   * @throws InterruptedException if interrupted; nothing is noted then
   */
  public void await(PeerId peer, int bytes, Rank rank) throws InterruptedException {
    if (!limited) {
      return;
    }
    lock.lockInterruptibly();
    try {
      Account account = account(peer);
      Flow.Place place = account.flow(rank).enter(rank, bytes, virtualTime);
      Ticket ticket = new Ticket(place, account.bucket());
      queue.add(ticket);
      try {
        awaitTurn(ticket);
        long now = nanoTime.getAsLong();
        double began = place.flow().moved(place, account.counted(rank, bytes, now));
        virtualTime = Math.max(virtualTime, began);
        all.take(bytes, now);
        account.bucket().take(bytes, now);
      } finally {
        place.flow().leave();
        boolean _ = queue.remove(ticket);
        // Not the head alone: who waits for its peer's own rate must not hold up the others.
        queue.forEach(other -> other.turn.signal());
      }
    } finally {
      lock.unlock();
    }
  }

  private void awaitTurn(Ticket ticket) throws InterruptedException {
    while (true) {
      long now = nanoTime.getAsLong();
      long own = ticket.bucket.nanosUntilReady(now);
      boolean isNext = own == 0 && isFirstReady(ticket, now);
      long wait = Math.max(own, isNext ? all.nanosUntilReady(now) : 0);
      if (isNext && wait == 0) {
        return;
      }
      if (wait > 0) {
        var _ = ticket.turn.awaitNanos(wait);
      } else {
        ticket.turn.await();
      }
    }
  }

  /** Whether nobody who began before could go on now. */
  private boolean isFirstReady(Ticket ticket, long now) {
    return queue.stream()
        .noneMatch(other ->
            other != ticket
                && other.place.isBefore(ticket.place)
                && other.bucket.nanosUntilReady(now) == 0);
  }

  private Account account(PeerId peer) {
    if (accounts.size() >= PEERS_MAX && !accounts.containsKey(peer)) {
      accounts.values().removeIf(account -> account.isPast(virtualTime));
    }
    return accounts.computeIfAbsent(
        peer,
        fresh -> {
          Account made = new Account(fairToPeers);
          made.rate(rateOfEach, leastRate(), nanoTime.getAsLong());
          return made;
        });
  }
}
