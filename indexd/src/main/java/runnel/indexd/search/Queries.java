package runnel.indexd.search;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import runnel.indexd.api.IndexException;
import runnel.indexd.api.IndexException.Kind;
import runnel.indexd.api.SearchAnswer;
import runnel.indexd.api.SearchQuery;

/** Lets a few queries run at once, some wait, and none take long. Thread-safe. */
final class Queries implements AutoCloseable {
  private static final long IDLE_SECONDS = 10;

  private final Desk desk;
  private final CatalogSource catalogs;
  private final ThreadPoolExecutor threads;

  Queries(Desk desk, CatalogSource catalogs) {
    this.desk = desk;
    this.catalogs = catalogs;
    // Platform threads: they compute and wait for the disk through maps, which holds a carrier.
    threads =
        new ThreadPoolExecutor(
            SearchLimits.RUNNING,
            SearchLimits.RUNNING,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(SearchLimits.WAITING),
            Thread.ofPlatform().name("search-query-", 0).daemon().factory());
    threads.allowCoreThreadTimeOut(true);
  }

  /**
   * Answers the query.
   *
   * @throws IndexException REFUSED, UNAVAILABLE or FAILED
   */
  SearchAnswer answer(SearchQuery query) {
    Question question = Question.of(query);
    Deadline deadline = Deadline.in(SearchLimits.QUERY);
    Future<SearchAnswer> answer = submit(question, deadline);
    try {
      return answer.get(deadline.nanosLeft(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      throw deadline.missed();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IndexException(Kind.UNAVAILABLE, "could not search: it was interrupted", e);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IndexException known
          ? known
          : new IndexException(Kind.FAILED, "could not search: " + e.getCause(), e.getCause());
    } finally {
      boolean _ =
          answer.cancel(false); // One that waits need not be begun; others see the deadline.
    }
  }

  @Override
  public void close() {
    var _ = threads.shutdownNow();
  }

  private Future<SearchAnswer> submit(Question question, Deadline deadline) {
    try {
      return threads.submit(() -> new Answering(desk, catalogs, deadline).answer(question));
    } catch (RejectedExecutionException e) {
      throw new IndexException(
          Kind.UNAVAILABLE, "could not search: too many search at once; try again in a moment", e);
    }
  }
}
