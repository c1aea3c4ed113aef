package runnel.indexd.search;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import org.apache.lucene.index.CorruptIndexException;

/**
 * The thread that makes Lucene's documents follow the catalogs. Opens Lucene, and again some time
 * after it failed.
 */
final class Indexer implements Runnable {
  private static final System.Logger LOG = System.getLogger(Indexer.class.getName());

  private final Path folder;
  private final CatalogSource catalogs;
  private final Desk desk;
  private boolean anew;
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
      desk.awaitClosing(SearchLimits.RETRY);
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
    String what = anew ? "was damaged and is made anew" : "can't be written";
    String why = "its folder %s %s (%s)".formatted(folder, what, fault);
    String again = "it is tried again every " + SearchLimits.RETRY.toSeconds() + " seconds";
    if (!desk.isClosing() && !why.equals(lastFault)) {
      LOG.log(Level.WARNING, "search fails: {0}; {1}", why, again);
    }
    lastFault = why;
    desk.fail("its folder " + what + "; " + again); // Strangers hear this, not where it is.
  }

  private static boolean isDamage(Throwable fault) {
    for (Throwable cause = fault; cause != null; cause = cause.getCause()) {
      // A file that was cut shows itself as an error of the map that it was read through.
      if (cause instanceof CorruptIndexException || cause instanceof InternalError) {
        return true;
      }
    }
    return false;
  }
}
