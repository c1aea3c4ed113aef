package runnel.indexd.search;

import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Keeps to itself what Lucene logs when it is loaded: advice on flags of the JVM. */
final class Quiet {
  /** Kept, or their levels would be lost with them. */
  private static final List<Logger> LOGGERS =
      List.of(
          // Says that vector instructions could be used; they are still in incubation.
          Logger.getLogger("org.apache.lucene.internal.vectorization.VectorizationProvider"),
          // Says how files are mapped.
          Logger.getLogger("org.apache.lucene.store.MemorySegmentIndexInputProvider"));

  private Quiet() {}

  /** To be called before anything of Lucene is. */
  static void lucene() {
    LOGGERS.forEach(logger -> logger.setLevel(Level.SEVERE));
  }
}
