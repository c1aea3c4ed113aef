package runnel.node.transfer;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import runnel.node.failure.NodeException;

/**
 * Bounds what one peer is asked at once and stops asking a peer that does not answer.
 *
 * <p>A silent peer must cost its readers one deadline, not one each: the first failure closes the
 * gate for a pause, which fails everybody who waits; after it one request probes while the others
 * still fail. Thread-safe.
 */
final class PeerGate {
  private enum State {
    OPEN,
    PAUSED,
    PROBING
  }

  private final LongSupplier nanoTime;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  // All below are guarded by lock.
  private State state = State.OPEN;
  private String reason = "";
  private long pausedUntil;
  private boolean distrusted;
  private int active;
  private int waiting;

  /** Those among the waiting for whom a program waits. */
  private int hurried;

  PeerGate(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /**
   * Waits for a turn, at most as long as the deadline.
   *
   * @param urgency downloads wait for those that are more urgent
   * @param abort ends the wait
   * @return to be closed when the request is over; empty if it was given up before it began
   * @throws NodeException UNAVAILABLE at once while the peer is given a pause, BUSY when too many
   *     wait, UNAVAILABLE at the deadline
   */
  Optional<Turn> enter(Duration deadline, Urgency urgency, Abort abort) {
    long nanos = deadline.toNanos();
    abort.begun(this::wake);
    lock.lock();
    try {
      refuseWhilePaused();
      if (waiting >= TransferLimits.WAITING_PER_PEER) {
        throw new NodeException(NodeException.Kind.BUSY, "too many readers wait for this peer");
      }
      waiting++;
      boolean yields = urgency == Urgency.DOWNLOAD;
      hurried += yields ? 0 : 1;
      try {
        while (active >= most(yields) && !abort.isOver()) {
          if (nanos <= 0) {
            throw new NodeException(NodeException.Kind.UNAVAILABLE, "no free turn in time");
          }
          nanos = changed.awaitNanos(nanos);
          refuseWhilePaused();
        }
      } finally {
        waiting--;
        hurried -= yields ? 0 : 1;
        if (!yields && hurried == 0) {
          changed.signalAll(); // Downloads that woke before this found that they had to yield.
        }
      }
      return abort.isOver() ? Optional.empty() : Optional.of(admit());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new NodeException(NodeException.Kind.UNAVAILABLE, "interrupted", e);
    } finally {
      lock.unlock();
    }
  }

  /** Whoever waits sees for itself whether that is of use still. */
  private void wake() {
    lock.lock();
    try {
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Says whether forgetting this gate loses nothing: nobody is in it and the peer is asked. */
  boolean isIdle() {
    lock.lock();
    try {
      return state == State.OPEN && active == 0 && waiting == 0;
    } finally {
      lock.unlock();
    }
  }

  /** Says whether the peer is not asked now, because it failed. */
  boolean isPaused() {
    lock.lock();
    try {
      return switch (state) {
        case OPEN -> false;
        case PROBING -> true;
        case PAUSED -> nanoTime.getAsLong() - pausedUntil < 0;
      };
    } finally {
      lock.unlock();
    }
  }

  /** Says why the peer is not asked now; empty when it is. */
  String pauseReason() {
    lock.lock();
    try {
      return state == State.OPEN ? "" : reason;
    } finally {
      lock.unlock();
    }
  }

  /** Downloads leave room for readers, and let those that wait go before them. */
  private int most(boolean yields) {
    int all = TransferLimits.REQUESTS_PER_PEER;
    return !yields ? all : hurried > 0 ? 0 : all - TransferLimits.REQUESTS_FOR_READERS;
  }

  private Turn admit() {
    if (state == State.PAUSED) {
      state = State.PROBING;
    }
    active++;
    return new Turn();
  }

  private void refuseWhilePaused() {
    if (isPaused()) {
      throw new NodeException(NodeException.Kind.UNAVAILABLE, reason);
    }
  }

  private boolean isDistrusted() {
    return distrusted && state == State.PAUSED && nanoTime.getAsLong() - pausedUntil < 0;
  }

  private void pause(Duration pause, String why) {
    state = State.PAUSED;
    distrusted = false;
    reason = why;
    pausedUntil = nanoTime.getAsLong() + pause.toNanos();
  }

  private void leave(Runnable verdict) {
    lock.lock();
    try {
      active--;
      verdict.run();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** One request's place. */
  final class Turn implements AutoCloseable {
    private boolean over;

    /** The peer answered: it is asked again without delay, unless it is distrusted. */
    void answered() {
      end(() -> {
        if (!isDistrusted()) {
          state = State.OPEN;
          distrusted = false;
        }
      });
    }

    /** The peer failed: nobody asks it for so long, or until another request is answered. */
    void failed(Duration pause, String why) {
      end(() -> {
        if (!isDistrusted()) {
          pause(pause, why);
        }
      });
    }

    /** The peer sent what is wrong: nobody asks it for so long, whatever else it answers. */
    void distrusted(Duration pause, String why) {
      end(() -> {
        pause(pause, why);
        distrusted = true;
      });
    }

    /** Ends the turn without a verdict, if there was none. */
    @Override
    public void close() {
      end(() -> {
        if (state == State.PROBING) {
          state = State.PAUSED;
        }
      });
    }

    private void end(Runnable verdict) {
      if (!over) {
        over = true;
        leave(verdict);
      }
    }
  }
}
