package runnel.node.events;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import runnel.node.failure.NodeException;

/**
 * The newest events, numbered, and a way to wait for the next. Thread-safe; telling never blocks.
 *
 * <pre>{@code
 * EventBatch batch = events.after(cursor, Duration.ofSeconds(30));
 * cursor = new EventCursor(batch.epoch(), batch.next());
 * }</pre>
 */
public final class Events {
  private final Clock clock;
  private final int keptMax;
  private final long epoch;
  private final Semaphore places = new Semaphore(EventLimits.WAITING);
  // Guarded by this, which is notified of each event.
  private final Deque<Event> kept = new ArrayDeque<>();
  private long newest;

  public Events() {
    this(Clock.systemUTC(), EventLimits.KEPT);
  }

  Events(Clock clock, int keptMax) {
    this.clock = clock;
    this.keptMax = keptMax;
    // Two runs of a node don't begin within a millisecond; a clock set back to one is very unlucky.
    this.epoch = Math.max(1, clock.millis());
  }

  /**
   * Tells of an event.
   *
   * @param subject the name or address that it is about
   * @param text a sentence for people
   * @param detail the facts in it, for programs
   */
  public synchronized void tell(
      Event.Kind kind, String subject, String text, Map<String, String> detail) {
    newest++;
    kept.addLast(new Event(newest, clock.instant(), kind, subject, text, detail));
    if (kept.size() > keptMax) {
      kept.removeFirst();
    }
    notifyAll();
  }

  /**
   * Returns what happened after the cursor; waits for something to happen if nothing did.
   *
   * @param wait at most this long; cut to 30 s
   * @throws NodeException BUSY if too many wait already
   */
  public EventBatch after(EventCursor cursor, Duration wait) {
    synchronized (this) {
      if (!wait.isPositive() || hasAfter(cursor)) {
        return batch(cursor);
      }
    }
    if (!places.tryAcquire()) {
      throw new NodeException(
          NodeException.Kind.BUSY,
          "could not wait for events: %d others do already; end one of them"
              .formatted(EventLimits.WAITING));
    }
    try {
      return await(cursor, wait.compareTo(EventLimits.WAIT) < 0 ? wait : EventLimits.WAIT);
    } finally {
      places.release();
    }
  }

  private synchronized EventBatch await(EventCursor cursor, Duration wait) {
    long deadline = System.nanoTime() + wait.toNanos();
    long left = wait.toNanos();
    try {
      while (!hasAfter(cursor) && left > 0) {
        TimeUnit.NANOSECONDS.timedWait(this, left);
        left = deadline - System.nanoTime();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // The node ends: what there is.
    }
    return batch(cursor);
  }

  /** The caller holds the lock. */
  private boolean hasAfter(EventCursor cursor) {
    return isOtherRun(cursor) || newest > cursor.after();
  }

  /** A number above the newest is of another run, too, whatever else the caller says. */
  private boolean isOtherRun(EventCursor cursor) {
    return (cursor.epoch() != 0 && cursor.epoch() != epoch) || cursor.after() > newest;
  }

  /** The caller holds the lock. */
  private EventBatch batch(EventCursor cursor) {
    boolean otherRun = isOtherRun(cursor);
    long after = otherRun ? 0 : cursor.after();
    List<Event> events = kept.stream().filter(event -> event.sequence() > after).toList();
    boolean dropped = !kept.isEmpty() && kept.getFirst().sequence() > after + 1;
    // Who asks from the beginning asks for what there is.
    boolean missed = otherRun || (dropped && !cursor.equals(EventCursor.BEGINNING));
    return new EventBatch(epoch, newest, missed, events);
  }
}
