package runnel.node.network;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import runnel.indexd.api.User;
import runnel.indexd.identity.PeerId;
import runnel.indexd.store.StoreException;

/**
 * Brings the catalogs of peers up to date in the background: a few peers at a time, by the newest
 * word about each, and again after a while where it failed. Thread-safe.
 */
public final class CatalogRefresher implements AutoCloseable {
  private static final Logger LOG = System.getLogger(CatalogRefresher.class.getName());

  /** Enough to hide round trips; a campus that comes online at once must not fill the index. */
  private static final int AT_ONCE = 4;

  private static final Duration END_MAX = Duration.ofMillis(500);

  private final Predicate<User> refresh;
  private final Duration retry;
  private final ScheduledThreadPoolExecutor workers =
      new ScheduledThreadPoolExecutor(
          AT_ONCE,
          Thread.ofVirtual().name("refresh-catalog-", 0).factory(),
          new ThreadPoolExecutor.DiscardPolicy());

  /** The newest word about each peer that has a task; as many as the roster has at most. */
  private final Map<PeerId, User> behind = new ConcurrentHashMap<>();

  /**
   * @param refresh brings one up to date, as {@link Catalogs#refresh}
   * @param retry how long after a failure it is tried again
   */
  public CatalogRefresher(Predicate<User> refresh, Duration retry) {
    this.refresh = refresh;
    this.retry = retry;
  }

  /** Takes new records of users; returns at once. */
  public void learn(List<User> users) {
    for (User user : users) {
      if (behind.put(user.id(), user) == null) {
        workers.execute(() -> refresh(user.id()));
      }
    }
  }

  /** Gives up what is under way. */
  @Override
  public void close() {
    workers.shutdownNow();
    try {
      if (!workers.awaitTermination(END_MAX.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.log(Level.WARNING, "fetching catalogs did not end in time");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void refresh(PeerId peer) {
    User user = behind.get(peer);
    if (!attempt(user)) {
      var _ = workers.schedule(() -> refresh(peer), retry.toMillis(), TimeUnit.MILLISECONDS);
    } else if (!behind.remove(peer, user)) {
      workers.execute(() -> refresh(peer)); // There was newer word meanwhile.
    }
  }

  private boolean attempt(User user) {
    try {
      return refresh.test(user);
    } catch (StoreException e) {
      LOG.log(Level.DEBUG, "could not keep the catalog of {0}: {1}", user.name(), e.getMessage());
    } catch (RuntimeException e) {
      LOG.log(Level.WARNING, "could not refresh the catalog of " + user.name(), e);
    }
    return false;
  }
}
