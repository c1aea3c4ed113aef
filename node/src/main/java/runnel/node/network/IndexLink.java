package runnel.node.network;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import runnel.indexd.api.Index;
import runnel.indexd.api.IndexException;
import runnel.indexd.api.IndexLimits;
import runnel.indexd.api.Lease;
import runnel.indexd.quota.Rate;
import runnel.indexd.quota.TokenBucket;

/**
 * Keeps this node known to the index and the roster up to date.
 *
 * <p>Two threads: one renews the lease and publishes what the index has not, one waits for changes
 * of other users. Both outlive every failure and go on when the index is back. {@link #start} is
 * called once; the rest is thread-safe.
 */
public final class IndexLink implements AutoCloseable {
  private static final Logger LOG = System.getLogger(IndexLink.class.getName());

  /** Three announcements fit into a lease, so two may be lost. */
  private static final Duration HEARTBEAT = IndexLimits.LEASE.dividedBy(3);

  private static final Duration RETRY = Duration.ofSeconds(1);

  /** An index that is there answers in milliseconds; a call gives up after some seconds only. */
  private static final Duration OVERDUE = Duration.ofSeconds(1);

  /** Both threads are interrupted; a node must be gone within 5 s (FAULTS) even so. */
  private static final Duration END_MAX = Duration.ofMillis(500);

  /**
   * How often changes are asked for. An index answers a wait when there is something to tell; one
   * that always answers at once must not keep this node busy. At once: the pages of a first answer
   * about 100,000 users.
   */
  private static final Rate PACE = Rate.perSecond(2, 100);

  private final Index index;
  private final Announcing announcing;
  private final CatalogPublisher publisher;
  private final Following following;
  private final Witnessing witnessing;
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final Semaphore wake = new Semaphore(0);
  private final Attempts announcements = new Attempts("announce this node", this::running);
  private final Attempts publications = new Attempts("publish the share", this::running);
  private final Attempts witnesses = new Attempts("say which names are others'", this::running);
  private final Attempts listening =
      new Attempts("follow the users", () -> running() && !Thread.currentThread().isInterrupted());
  private final TokenBucket pace;
  private volatile List<Thread> threads = List.of();

  /** Since when the index is waited for. */
  private volatile Optional<Long> announcingSince = Optional.empty();

  public IndexLink(Index index, Announcing announcing, CatalogPublisher publisher, Roster roster) {
    this(index, announcing, publisher, roster, PACE);
  }

  IndexLink(
      Index index, Announcing announcing, CatalogPublisher publisher, Roster roster, Rate pace) {
    this.index = index;
    this.announcing = announcing;
    this.publisher = publisher;
    this.following = new Following(index, roster, System::nanoTime);
    this.witnessing = new Witnessing(roster::contradictions);
    this.pace = new TokenBucket(pace, System.nanoTime());
  }

  /** How this node announces itself: what it says depends on what is answered. */
  @FunctionalInterface
  public interface Announcing {
    /** Announces this node and returns the lease, or throws as {@link Index#announce} does. */
    Lease announce(Index index);
  }

  /** Learns of users, if the index answers, and goes on in the background. */
  public void start() {
    listening.succeed(() -> follow(Duration.ZERO));
    threads =
        List.of(
            Thread.ofVirtual().name("index-heartbeat").start(this::beat),
            Thread.ofVirtual().name("index-changes").start(this::listen));
  }

  /** Publishes what is new, now rather than with the next heartbeat. */
  public void publishSoon() {
    wake.release();
  }

  /** Says whether the index answered last time. */
  public boolean connected() {
    return !announcements.fails() && !listening.fails();
  }

  /** Says whether the index did not answer last time, or lets this node wait now. */
  public boolean doubtful() {
    return !connected()
        || announcingSince
            .filter(since -> System.nanoTime() - since > OVERDUE.toNanos())
            .isPresent();
  }

  /** Another index is used from now on: it is told everything, and asked for everybody, at once. */
  public void indexChanged() {
    witnessing.forget();
    wake.release();
    threads.stream().skip(1).forEach(Thread::interrupt); // It waits at the former one.
  }

  /** Tells the index that this node leaves, and stops. */
  @Override
  public void close() {
    stopped.countDown();
    threads.forEach(Thread::interrupt);
    threads.forEach(IndexLink::awaitEnd);
    if (connected()) {
      try {
        index.leave();
      } catch (IndexException e) {
        LOG.log(Level.DEBUG, "could not take leave of the index: {0}", e.getMessage());
      }
    }
  }

  private void beat() {
    while (running()) {
      boolean announced =
          announcements.succeed(() -> {
            Lease lease = announce();
            // Apart: an index that refuses one of these is there all the same.
            witnesses.succeed(() -> witnessing.tell(index));
            publications.succeed(() -> publisher.publish(index, lease.headVersion()));
          });
      awaitWake(announced ? HEARTBEAT : RETRY);
    }
  }

  private Lease announce() {
    announcingSince = Optional.of(System.nanoTime());
    try {
      return announcing.announce(index);
    } finally {
      announcingSince = Optional.empty();
    }
  }

  private void listen() {
    while (running()) {
      awaitStop(pace.reserve(System.nanoTime()));
      // After a failure nothing is waited for: that the index answers is the news.
      Duration wait = listening.fails() ? Duration.ZERO : IndexLimits.WAIT_MAX;
      boolean followed = listening.succeed(() -> follow(wait));
      boolean interrupted = Thread.interrupted(); // By indexChanged: then at once at the new one.
      if (followed && witnessing.hasNews()) {
        wake.release();
      } else if (!followed && !interrupted) {
        awaitStop(RETRY);
      }
    }
  }

  private void follow(Duration wait) {
    if (following.follow(wait)) {
      witnessing.forget();
      wake.release(); // An index that begins anew does not know this node.
    }
  }

  private boolean running() {
    return stopped.getCount() > 0;
  }

  private void awaitWake(Duration most) {
    try {
      var _ = wake.tryAcquire(most.toMillis(), TimeUnit.MILLISECONDS);
      wake.drainPermits();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // Only close interrupts.
    }
  }

  private void awaitStop(Duration most) {
    try {
      var _ = stopped.await(most.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // Only close interrupts.
    }
  }

  /** Else it could announce this node again after it took its leave, or use what is closed. */
  private static void awaitEnd(Thread thread) {
    try {
      if (!thread.join(END_MAX)) {
        LOG.log(Level.WARNING, "{0} did not end in time", thread.getName());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
