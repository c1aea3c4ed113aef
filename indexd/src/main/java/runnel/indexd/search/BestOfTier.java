package runnel.indexd.search;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.search.CollectionTerminatedException;
import org.apache.lucene.search.Collector;
import org.apache.lucene.search.CollectorManager;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.LeafCollector;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.Scorable;
import org.apache.lucene.search.ScoreMode;

/**
 * Takes the first documents of each segment that match. As segments lie in the order of hits, what
 * is left out is of no better rank than the last that was taken, but by score.
 */
final class BestOfTier implements Collector {
  private final int perSegment;
  private final List<Match> matches = new ArrayList<>();
  private boolean all = true;

  /**
   * A document that matches.
   *
   * @param order its place among those of equal score
   */
  record Match(int document, float score, long order) {
    static final Comparator<Match> BEST_FIRST =
        Comparator.comparingDouble(Match::score)
            .reversed()
            .thenComparingLong(Match::order)
            .thenComparingInt(Match::document);
  }

  private BestOfTier(int perSegment) {
    this.perSegment = perSegment;
  }

  /** Searches, and takes at most so many of each segment. */
  static BestOfTier of(IndexSearcher searcher, Query query, int perSegment) throws IOException {
    return searcher.search(
        query,
        new CollectorManager<BestOfTier, BestOfTier>() {
          @Override
          public BestOfTier newCollector() {
            return new BestOfTier(perSegment);
          }

          @Override
          public BestOfTier reduce(Collection<BestOfTier> several) {
            BestOfTier together = new BestOfTier(perSegment);
            for (BestOfTier one : several) {
              together.matches.addAll(one.matches);
              together.all &= one.all;
            }
            return together;
          }
        });
  }

  /** Returns what was taken, best first. */
  List<Match> best() {
    return matches.stream().sorted(Match.BEST_FIRST).toList();
  }

  /** Says whether that is all that matches. */
  boolean isAll() {
    return all;
  }

  @Override
  public ScoreMode scoreMode() {
    return ScoreMode.COMPLETE;
  }

  @Override
  public LeafCollector getLeafCollector(LeafReaderContext segment) throws IOException {
    NumericDocValues orders = DocValues.getNumeric(segment.reader(), Fields.ORDER);
    int begin = matches.size();
    return new LeafCollector() {
      private Scorable scorer;

      @Override
      public void setScorer(Scorable scorable) {
        scorer = scorable;
      }

      @Override
      public void collect(int at) throws IOException {
        if (matches.size() - begin >= perSegment) {
          all = false;
          throw new CollectionTerminatedException();
        }
        long order = orders.advanceExact(at) ? orders.longValue() : Long.MAX_VALUE;
        matches.add(new Match(segment.docBase + at, scorer.score(), order));
      }
    };
  }
}
