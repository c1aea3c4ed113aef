package runnel.node.index;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import runnel.indexd.identity.PeerId;

/**
 * Asks peers that the present index does not show online which index they use: so nodes find each
 * other again where multicast is blocked, and two halves of a network become one.
 *
 * <p>A few at first, then one every few seconds, and each peer ever more rarely: a campus that is
 * switched off costs next to nothing.
 */
public final class Scout implements AutoCloseable {
  private static final Logger LOG = System.getLogger(Scout.class.getName());

  /** Asked at once at the start, and then one in each round. */
  private static final int FIRST = 8;

  private static final Duration ROUND = Duration.ofSeconds(5);
  static final Duration WAIT_FIRST = Duration.ofSeconds(10);
  static final Duration WAIT_MAX = Duration.ofMinutes(10);
  private static final int REMEMBERED_MAX = 10_000;
  private static final Duration END_MAX = Duration.ofMillis(500);

  private final Supplier<List<Acquaintance>> away;
  private final Asking asking;
  private final LongSupplier nanoTime;
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final Thread thread = Thread.ofVirtual().name("scout").unstarted(this::run);
  private volatile Duration firstDelay = Duration.ZERO;

  /** How long each is left in peace; used by one thread. */
  private final Map<PeerId, Wait> waits = new LinkedHashMap<>();

  private record Wait(long untilNanos, Duration length) {}

  /** How a peer is asked which index it uses, and whom it knows; blocks for seconds at most. */
  @FunctionalInterface
  public interface Asking {
    /** Asks; what is answered goes its own way. */
    void ask(Acquaintance peer);
  }

  /**
   * @param away whom the index does not show online, the last active first
   */
  public Scout(Supplier<List<Acquaintance>> away, Asking asking, LongSupplier nanoTime) {
    this.away = away;
    this.asking = asking;
    this.nanoTime = nanoTime;
  }

  /** Begins after the delay, in which discovery may make it unnecessary. */
  public void start(Duration delay) {
    firstDelay = delay;
    thread.start();
  }

  @Override
  public void close() {
    stopped.countDown();
    thread.interrupt();
    try {
      var _ = thread.join(END_MAX);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    boolean running = !awaitStop(firstDelay);
    int most = FIRST;
    while (running) {
      for (Acquaintance peer : next(most)) {
        Thread.ofVirtual().name("scout-ask").start(() -> ask(peer));
      }
      most = 1;
      running = !awaitStop(ROUND);
    }
  }

  /** Returns whom to ask now, at most so many. */
  List<Acquaintance> next(int most) {
    long now = nanoTime.getAsLong();
    List<Acquaintance> due =
        away.get().stream().filter(peer -> isDue(peer.peer(), now)).limit(most).toList();
    due.forEach(peer -> postpone(peer.peer(), now));
    return due;
  }

  private boolean isDue(PeerId peer, long now) {
    Wait wait = waits.get(peer);
    return wait == null || wait.untilNanos() - now <= 0;
  }

  private void postpone(PeerId peer, long now) {
    Wait last = waits.remove(peer);
    Duration next = last == null ? WAIT_FIRST : last.length().multipliedBy(2);
    Duration length = next.compareTo(WAIT_MAX) > 0 ? WAIT_MAX : next;
    if (waits.size() >= REMEMBERED_MAX) {
      waits.remove(waits.keySet().iterator().next());
    }
    waits.put(peer, new Wait(now + length.toNanos(), length));
  }

  private void ask(Acquaintance peer) {
    try {
      asking.ask(peer);
    } catch (RuntimeException e) {
      LOG.log(Level.WARNING, "could not ask the peer at " + peer.address(), e);
    }
  }

  private boolean awaitStop(Duration most) {
    try {
      return stopped.await(most.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      return true; // Only close interrupts.
    }
  }
}
