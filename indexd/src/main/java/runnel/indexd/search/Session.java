package runnel.indexd.search;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.apache.lucene.store.AlreadyClosedException;
import runnel.indexd.content.Hash;
import runnel.indexd.identity.PeerId;
import runnel.indexd.search.Survey.Outcome;

/** The work of the thread that indexes, from when Lucene is open to its end. */
final class Session {
  private static final System.Logger LOG = System.getLogger(Session.class.getName());

  private final Engine engine;
  private final Survey survey;
  private final Desk desk;

  /** In nanoseconds, as is the last commit. */
  private long lastRefresh = System.nanoTime();

  private long lastCommit = System.nanoTime();

  /** When to try again what was given up, and how long that pause is. */
  private long lastRetry = System.nanoTime();

  private Duration pause = SearchLimits.RETRY;
  private boolean unseen;
  private boolean smallUnseen;
  private boolean uncommitted;

  Session(Engine engine, Survey survey, Desk desk) {
    this.engine = engine;
    this.survey = survey;
    this.desk = desk;
  }

  /** Works until it is to end, and then puts on the disk what was done. */
  void run(CatalogSource catalogs) throws IOException, InterruptedException {
    desk.begin(engine.editions(), catalogs.editions());
    desk.offer(engine, desk.wholes());
    while (!desk.isClosing() && !desk.isDamaged()) {
      Optional<Work> work = desk.next();
      if (work.isPresent()) {
        work(work.get());
      }
      if (unseen && (work.isEmpty() || isRefreshDue())) {
        refresh();
      }
      uncommitted |= desk.hasNotes();
      if (uncommitted && since(lastCommit) >= SearchLimits.COMMIT.toNanos()) {
        commit();
      }
      if (since(lastRetry) >= pause.toNanos()) {
        retry();
      }
      if (work.isEmpty()) {
        desk.await(Math.min(untilCommit(), pause.toNanos()));
      }
    }
    if ((uncommitted || desk.hasNotes()) && !desk.isDamaged()) {
      commit();
    }
  }

  private void work(Work work) throws IOException {
    Outcome outcome;
    try {
      outcome = survey.work(work);
    } catch (AlreadyClosedException e) {
      throw e;
    } catch (RuntimeException e) {
      LOG.log(Level.WARNING, "could not search the catalog of {0} yet: {1}", work.owner(), e);
      outcome = new Outcome.Failed();
    }
    desk.end(work, outcome);
    unseen = true;
    uncommitted = true;
    smallUnseen |= work instanceof Work.Paths;
  }

  /** Tries again, after a longer pause each time that there still was something to try. */
  private void retry() {
    Duration longer = pause.multipliedBy(2);
    boolean tried = desk.retry();
    Duration next = longer.compareTo(SearchLimits.RETRY_MAX) < 0 ? longer : SearchLimits.RETRY_MAX;
    pause = tried ? next : SearchLimits.RETRY;
    lastRetry = System.nanoTime();
  }

  private boolean isRefreshDue() {
    Duration pace = smallUnseen ? SearchLimits.REFRESH_SMALL : SearchLimits.REFRESH;
    return since(lastRefresh) >= pace.toNanos();
  }

  private void refresh() throws IOException {
    long wholes = desk.wholes();
    engine.refresh();
    desk.offer(engine, wholes);
    lastRefresh = System.nanoTime();
    unseen = false;
    smallUnseen = false;
  }

  private void commit() throws IOException {
    for (Map.Entry<PeerId, Optional<Hash>> note : desk.takeNotes().entrySet()) {
      engine.whole(note.getKey(), note.getValue());
    }
    engine.commit();
    lastCommit = System.nanoTime();
    uncommitted = false;
  }

  private long untilCommit() {
    return uncommitted
        ? SearchLimits.COMMIT.toNanos() - since(lastCommit)
        : Duration.ofHours(1).toNanos();
  }

  private static long since(long nanos) {
    return System.nanoTime() - nanos;
  }
}
