package runnel.indexd.search;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import runnel.indexd.api.IndexException;
import runnel.indexd.api.IndexException.Kind;
import runnel.indexd.api.SearchAnswer;
import runnel.indexd.api.SearchQuery;

/**
 * Search over catalogs, kept in a folder of its own. Thread-safe.
 *
 * <p>Does and loads nothing before it is first told of a change or asked.
 */
public final class Search implements AutoCloseable {
  private static final Duration CLOSE_WAIT = Duration.ofSeconds(2);

  private final Path folder;
  private final CatalogSource catalogs;
  private final Desk desk =
      new Desk(new Backlog(SearchLimits.CHANGED_PATHS, System.currentTimeMillis() << 20));
  private final ReentrantLock lock = new ReentrantLock();

  /** Guarded by the lock, as is what follows. */
  private Optional<Thread> thread = Optional.empty();

  private Optional<Queries> queries = Optional.empty();
  private boolean closed;

  /**
   * Prepares search; nothing is opened yet.
   *
   * @param folder its own; whatever is in it may be removed
   * @param catalogs what is searched; usable until this is closed
   */
  public Search(Path folder, CatalogSource catalogs) {
    this.folder = folder;
    this.catalogs = catalogs;
  }

  /** Takes a change of a catalog, which can be read by now. Returns at once. */
  public void changed(Change change) {
    desk.add(change);
    var _ = opened();
  }

  /**
   * Searches; see {@link runnel.indexd.api.Index#search}.
   *
   * @throws IndexException REFUSED, UNAVAILABLE or FAILED
   */
  public SearchAnswer search(SearchQuery query) {
    return opened()
        .orElseThrow(() -> new IndexException(Kind.UNAVAILABLE, "could not search: it is closed"))
        .answer(query);
  }

  /** Ends within a moment what is done; what is not on the disk by then is made anew. */
  @Override
  public void close() {
    Optional<Thread> indexer;
    lock.lock();
    try {
      closed = true;
      queries.ifPresent(Queries::close);
      indexer = thread;
    } finally {
      lock.unlock();
    }
    desk.close();
    try {
      if (indexer.isPresent()) {
        boolean _ = indexer.get().join(CLOSE_WAIT);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Optional<Queries> opened() {
    lock.lock();
    try {
      if (!closed && thread.isEmpty()) {
        Quiet.lucene();
        queries = Optional.of(new Queries(desk, catalogs));
        thread =
            Optional.of(
                Thread.ofPlatform()
                    .name("search-indexer")
                    .daemon()
                    .start(new Indexer(folder, catalogs, desk)));
      }
      return closed ? Optional.empty() : queries;
    } finally {
      lock.unlock();
    }
  }
}
