package runnel.indexd.search;

import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.ExitableDirectoryReader;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.store.AlreadyClosedException;
import runnel.indexd.api.IndexException;
import runnel.indexd.api.IndexException.Kind;
import runnel.indexd.api.SearchAnswer;
import runnel.indexd.search.BestOfTier.Match;
import runnel.indexd.search.Desk.Offer;

/** Answers one question. */
final class Answering {
  /** Several matches may be one hit: the same content at several owners'. */
  private static final int MATCHES_PER_HIT = 4;

  /** So that what counts in some matches is found before what merely comes first. */
  private static final int MATCHES_MIN = 1_000;

  private final Desk desk;
  private final CatalogSource catalogs;
  private final Deadline deadline;

  Answering(Desk desk, CatalogSource catalogs, Deadline deadline) {
    this.desk = desk;
    this.catalogs = catalogs;
    this.deadline = deadline;
  }

  SearchAnswer answer(Question question) throws InterruptedException {
    return switch (desk.offer(Duration.ofNanos(deadline.nanosLeft()))) {
      case Offer.Opening() -> throw deadline.missed();
      case Offer.Failed(String why) ->
          throw new IndexException(Kind.UNAVAILABLE, "could not search: " + why);
      case Offer.Open open -> answer(question, open);
    };
  }

  private SearchAnswer answer(Question question, Offer.Open open) {
    try {
      IndexSearcher current = open.engine().acquire();
      try {
        return answer(question, open, limited(current));
      } finally {
        open.engine().release(current);
      }
    } catch (ExitableDirectoryReader.ExitingReaderException e) {
      throw deadline.missed();
    } catch (AlreadyClosedException e) {
      throw new IndexException(Kind.UNAVAILABLE, "could not search: it is being reopened", e);
    } catch (IOException | InternalError e) {
      desk.reportDamage(open.engine()); // Files that can't be read; of a map, that is an error.
      throw new IndexException(
          Kind.FAILED,
          "could not search: its files are damaged (%s); they are made anew".formatted(e),
          e);
    } catch (IndexException e) {
      throw e;
    } catch (RuntimeException | Error e) {
      throw suspected(open.engine(), e);
    }
  }

  /** Large files are not checked when they are opened, so damage may show as any fault. */
  private IndexException suspected(Engine engine, Throwable fault) {
    boolean damaged = engine.isDamaged();
    if (damaged) {
      desk.reportDamage(engine);
    }
    String what =
        damaged ? "its files are damaged (%s); they are made anew" : "%s; try other words";
    return new IndexException(Kind.FAILED, "could not search: " + what.formatted(fault), fault);
  }

  private IndexSearcher limited(IndexSearcher current) throws IOException {
    DirectoryReader reader = (DirectoryReader) current.getIndexReader();
    IndexSearcher limited = new IndexSearcher(ExitableDirectoryReader.wrap(reader, deadline));
    limited.setQueryCache(null); // Queries hardly repeat, and what is cached takes memory.
    limited.setTimeout(deadline);
    return limited;
  }

  private SearchAnswer answer(Question question, Offer.Open open, IndexSearcher searcher)
      throws IOException {
    Hits hits = new Hits(question.needed(), catalogs, searcher.storedFields());
    Set<Integer> seen = new HashSet<>();
    boolean all = false;
    for (Tier tier : tiers(question)) {
      Optional<BestOfTier> best = collect(question, tier, searcher);
      if (best.isEmpty()) {
        all = false;
        break;
      }
      all = best.get().isAll();
      for (Match match : best.get().best()) {
        if (seen.add(match.document())) {
          hits.add(match.document());
        }
      }
      if (hits.isFull()) {
        all &= tier == Tier.MISTYPED || question.runs().isEmpty();
        break;
      }
    }
    return new SearchAnswer(
        hits.from(question.offset(), question.limit()),
        seen.size(),
        all && open.wholes() == open.catalogs(),
        open.wholes(),
        open.catalogs());
  }

  private static List<Tier> tiers(Question question) {
    return question.runs().isEmpty() ? List.of(Tier.NAMED) : List.of(Tier.values());
  }

  /** Returns what matches; empty if words stand for so many others that Lucene refuses. */
  private Optional<BestOfTier> collect(Question question, Tier tier, IndexSearcher searcher)
      throws IOException {
    Query query = TierQuery.of(question, tier);
    int perSegment = Math.max(MATCHES_MIN, MATCHES_PER_HIT * question.needed());
    try {
      BestOfTier best = BestOfTier.of(searcher, query, perSegment);
      if (searcher.timedOut()) {
        throw deadline.missed();
      }
      return Optional.of(best);
    } catch (IndexSearcher.TooManyClauses e) {
      return Optional.empty();
    }
  }
}
