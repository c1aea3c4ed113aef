package runnel.indexd.search;

import java.time.Duration;
import org.apache.lucene.index.QueryTimeout;
import runnel.indexd.api.IndexException;
import runnel.indexd.api.IndexException.Kind;

/**
 * Until when a query is to be answered.
 *
 * @param end by {@link System#nanoTime}
 */
record Deadline(long end) implements QueryTimeout {
  static Deadline in(Duration time) {
    return new Deadline(System.nanoTime() + time.toNanos());
  }

  long nanosLeft() {
    return Math.max(0, end - System.nanoTime());
  }

  @Override
  public boolean shouldExit() {
    return nanosLeft() == 0;
  }

  IndexException missed() {
    return new IndexException(
        Kind.UNAVAILABLE,
        "could not search: it took longer than %d seconds; try again, or more or longer words"
            .formatted(SearchLimits.QUERY.toSeconds()));
  }
}
