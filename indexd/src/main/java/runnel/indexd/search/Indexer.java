package runnel.indexd.search;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.apache.lucene.index.CorruptIndexException;
import org.apache.lucene.store.AlreadyClosedException;

/**
 * The thread that makes Lucene's documents follow the catalogs. Opens Lucene, and again some time
 * after it failed.
 */
final class Indexer implements Runnable {
  private static final System.Logger LOG = System.getLogger(Indexer.class.getName());

  /** Between two times that all is made anew. */
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(10);

  private final Path folder;
  private final CatalogSource catalogs;
  private final Desk desk;
  private boolean anew;
  private Duration pause = SearchLimits.RETRY;

  /** By {@link System#nanoTime}; empty before the first time. */
  private Optional<Long> lastAnew = Optional.empty();

  private String lastFault = "";

  Indexer(Path folder, CatalogSource catalogs, Desk desk) {
    this.folder = folder;
    this.catalogs = catalogs;
    this.desk = desk;
  }

  @Override
  public void run() {
    try {
      while (!desk.isClosing()) {
        session();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // Nobody does; there is nothing to be saved.
    } finally {
      desk.fail("search was closed");
    }
  }

  private void session() throws InterruptedException {
    boolean well = false;
    try (Engine engine = EngineFolder.open(folder, anew)) {
      anew = false;
      well = work(engine);
    } catch (IOException | RuntimeException | Error e) {
      fail(e);
    }
    if (!well) {
      desk.awaitClosing(pause);
    }
  }

  /** Works until the end or a failure, which is told before the engine is closed. */
  private boolean work(Engine engine) throws InterruptedException {
    try {
      new Session(engine, new Survey(catalogs, engine, Survey.Limits.USUAL), desk).run(catalogs);
      lastFault = "";
      if (desk.isDamaged()) {
        throw new CorruptIndexException("a search met damage", folder.toString());
      }
      return true;
    } catch (IOException | RuntimeException | Error e) {
      fail(e);
      return false;
    }
  }

  private void fail(Throwable fault) {
    anew = isDamage(fault);
    pause = anew ? pauseOfDamage() : SearchLimits.RETRY;
    String what = anew ? "was damaged and is made anew" : "can't be written";
    String why = "its folder %s %s (%s)".formatted(folder, what, fault);
    String again = "it is tried again in " + pause.toSeconds() + " seconds";
    if (!desk.isClosing() && !why.equals(lastFault)) {
      LOG.log(Level.WARNING, "search fails: {0}; {1}", why, again);
    }
    lastFault = why;
    desk.fail("its folder " + what + "; " + again); // Strangers hear this, not where it is.
  }

  /** Twice as long each time, if that is soon after the last: some fault may not be the disk's. */
  private Duration pauseOfDamage() {
    long now = System.nanoTime();
    boolean soon = lastAnew.isPresent() && now - lastAnew.get() < LONGEST_PAUSE.toNanos();
    lastAnew = Optional.of(now);
    Duration twice = pause.multipliedBy(2);
    if (!soon) {
      return SearchLimits.RETRY;
    }
    return twice.compareTo(LONGEST_PAUSE) < 0 ? twice : LONGEST_PAUSE;
  }

  private static boolean isDamage(Throwable fault) {
    for (Throwable cause = fault; cause != null; cause = cause.getCause()) {
      // A file that was cut shows itself as an error of the map that it was read through.
      if (cause instanceof CorruptIndexException || cause instanceof InternalError) {
        return true;
      }
      // What ended a merge on a thread of Lucene's.
      if (cause instanceof AlreadyClosedException && cause.getCause() instanceof RuntimeException) {
        return true;
      }
    }
    return false;
  }
}
