package runnel.node.transfer;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
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
  private int active;
  private int waiting;

  PeerGate(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /**
   * Waits for a turn, at most as long as the deadline.
   *
   * @return to be closed when the request is over
   * @throws NodeException UNAVAILABLE at once while the peer is given a pause, BUSY when too many
   *     wait, UNAVAILABLE at the deadline
   */
  Turn enter(Duration deadline) {
    long nanos = deadline.toNanos();
    lock.lock();
    try {
      refuseWhilePaused();
      if (waiting >= TransferLimits.WAITING_PER_PEER) {
        throw new NodeException(NodeException.Kind.BUSY, "too many readers wait for this peer");
      }
      waiting++;
      try {
        while (active >= TransferLimits.REQUESTS_PER_PEER) {
          if (nanos <= 0) {
            throw new NodeException(NodeException.Kind.UNAVAILABLE, "no free turn in time");
          }
          nanos = changed.awaitNanos(nanos);
          refuseWhilePaused();
        }
      } finally {
        waiting--;
      }
      return admit();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new NodeException(NodeException.Kind.UNAVAILABLE, "interrupted", e);
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

  private Turn admit() {
    if (state == State.PAUSED) {
      state = State.PROBING;
    }
    active++;
    return new Turn();
  }

  private void refuseWhilePaused() {
    boolean closed =
        switch (state) {
          case OPEN -> false;
          case PROBING -> true;
          case PAUSED -> nanoTime.getAsLong() - pausedUntil < 0;
        };
    if (closed) {
      throw new NodeException(NodeException.Kind.UNAVAILABLE, reason);
    }
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

    /** The peer answered: it is asked again without delay. */
    void answered() {
      end(() -> state = State.OPEN);
    }

    /** The peer failed: nobody asks it for so long. */
    void failed(Duration pause, String why) {
      end(() -> {
        state = State.PAUSED;
        reason = why;
        pausedUntil = nanoTime.getAsLong() + pause.toNanos();
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

  /** For messages: seconds as people read them. */
  static String seconds(Duration duration) {
    return TimeUnit.NANOSECONDS.toSeconds(duration.toNanos()) + " s";
  }
}
