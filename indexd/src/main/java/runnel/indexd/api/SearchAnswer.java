package runnel.indexd.api;

import java.util.List;

/**
 * What a search found.
 *
 * @param hits the best first; files with the same content are one hit
 * @param matches how many entries match in all, or a number below that
 * @param exact whether {@code matches} is how many there are
 * @param searchable how many users' catalogs can be searched as they are now
 * @param catalogs how many users have published one; more than {@code searchable} while the index
 *     fills
 */
public record SearchAnswer(
    List<Hit> hits, long matches, boolean exact, long searchable, long catalogs) {
  public SearchAnswer {
    hits = List.copyOf(hits);
  }

  /** The same with no more hits than that. */
  public SearchAnswer first(int most) {
    return new SearchAnswer(
        hits.subList(0, Math.min(most, hits.size())), matches, exact, searchable, catalogs);
  }
}
