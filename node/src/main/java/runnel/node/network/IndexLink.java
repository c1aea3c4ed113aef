package runnel.node.network;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import runnel.indexd.api.Announcement;
import runnel.indexd.api.Changes;
import runnel.indexd.api.Cursor;
import runnel.indexd.api.Index;
import runnel.indexd.api.IndexException;
import runnel.indexd.api.IndexLimits;
import runnel.indexd.api.Lease;

/**
 * Keeps this node known to the index and the roster up to date.
 *
 * <p>Two threads: one renews the lease and publishes what the index has not, one waits for changes
 * of other users. Both outlive every failure of the index and start again when it is back.
 */
public final class IndexLink implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(IndexLink.class.getName());

  /** Three announcements fit into a lease, so two may be lost. */
  private static final Duration HEARTBEAT = IndexLimits.LEASE.dividedBy(3);

  private static final Duration RETRY = Duration.ofSeconds(1);

  private final Index index;
  private final Announcement announcement;
  private final CatalogPublisher publisher;
  private final Roster roster;
  private final CountDownLatch stopped = new CountDownLatch(1);
  private volatile boolean connected = true;
  private volatile Instant since = Instant.now();
  private Thread heart;
  private Thread ear;

  public IndexLink(
      Index index, Announcement announcement, CatalogPublisher publisher, Roster roster) {
    this.index = index;
    this.announcement = announcement;
    this.publisher = publisher;
    this.roster = roster;
  }

  /** Learns of all users, if the index answers, and goes on in the background. */
  public void start() {
    Reached reached = new Reached();
    boolean met =
        attempt("reach the index", () -> reached.cursor = follow(Optional.empty(), Duration.ZERO));
    heart = Thread.ofVirtual().name("index-heartbeat").start(this::beat);
    ear = Thread.ofVirtual().name("index-changes").start(() -> listen(reached));
    LOG.log(System.Logger.Level.DEBUG, "the index answered: {0}", met);
  }

  /** Publishes what is new, now rather than with the next heartbeat. */
  public void publishSoon() {
    if (heart != null) {
      LockSupport.unpark(heart);
    }
  }

  /** Says whether the index answered last time. */
  public boolean connected() {
    return connected;
  }

  /** When the index began to answer, or to be silent. */
  public Instant since() {
    return since;
  }

  /** Tells the index that this node leaves, and stops. */
  @Override
  public void close() {
    stopped.countDown();
    if (heart != null) {
      heart.interrupt();
      ear.interrupt();
    }
    if (connected) {
      try {
        index.leave();
      } catch (IndexException e) {
        LOG.log(System.Logger.Level.DEBUG, "could not take leave of the index", e);
      }
    }
  }

  private void beat() {
    while (running()) {
      boolean fine = attempt("announce this node", this::announceAndPublish);
      park(fine ? HEARTBEAT : RETRY);
    }
  }

  private void announceAndPublish() {
    Lease lease = index.announce(announcement);
    publisher.publish(index, lease.headVersion());
  }

  private void listen(Reached reached) {
    while (running()) {
      boolean fine =
          attempt(
              "follow users", () -> reached.cursor = follow(reached.cursor, IndexLimits.WAIT_MAX));
      if (!fine) {
        park(RETRY);
      }
    }
  }

  /** How far the changes were followed. Confined to one thread at a time. */
  private static final class Reached {
    private Optional<Cursor> cursor = Optional.empty();
  }

  private Optional<Cursor> follow(Optional<Cursor> since, Duration wait) {
    Changes changes = index.changes(since, wait);
    if (changes.whole()) {
      roster.allOffline();
    }
    roster.update(changes.users());
    return Optional.of(changes.cursor());
  }

  private boolean attempt(String what, Runnable call) {
    try {
      call.run();
      state(true, what, "");
      return true;
    } catch (IndexException e) {
      if (running()) {
        state(false, what, e.getMessage());
      }
      return false;
    }
  }

  private synchronized void state(boolean now, String what, String why) {
    if (connected != now) {
      connected = now;
      since = Instant.now();
      LOG.log(
          System.Logger.Level.INFO,
          now ? "the index answers again" : "could not " + what + ": " + why);
    }
  }

  private boolean running() {
    return stopped.getCount() > 0;
  }

  private void park(Duration duration) {
    // publishSoon wakes the heartbeat by a permit; close by the latch and the interrupt.
    if (running()) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(duration.toMillis()));
    }
  }
}
