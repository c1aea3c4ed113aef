package runnel.indexd.search;

import java.util.List;
import runnel.indexd.api.IndexException;
import runnel.indexd.api.IndexException.Kind;
import runnel.indexd.api.SearchQuery;
import runnel.indexd.api.SearchQuery.Filter;

/**
 * A query, its words cut.
 *
 * @param runs what must all be found; none if only the filter counts
 */
record Question(List<Words.Run> runs, Filter filter, int offset, int limit) {
  /**
   * Returns what the query asks.
   *
   * @throws IndexException REFUSED if that is nothing
   */
  static Question of(SearchQuery query) {
    List<Words.Run> runs = Words.runs(query.words());
    if (runs.isEmpty() && !query.words().isBlank()) {
      throw refused("there is neither a letter nor a digit in what is searched for");
    }
    if (runs.isEmpty() && query.filter().equals(Filter.NONE)) {
      throw refused("the query asks for nothing; give a word, or a filter");
    }
    int words = runs.stream().mapToInt(run -> run.parts().size()).sum();
    if (runs.size() > SearchLimits.QUERY_WORDS || words > 4 * SearchLimits.QUERY_WORDS) {
      throw refused("a query has at most " + SearchLimits.QUERY_WORDS + " words");
    }
    return new Question(List.copyOf(runs), query.filter(), query.offset(), query.limit());
  }

  /** Returns how many hits are to be found to know those that are asked for. */
  int needed() {
    return offset + limit;
  }

  private static IndexException refused(String why) {
    return new IndexException(Kind.REFUSED, "could not search: " + why);
  }
}
