package runnel.indexd.wire;

import java.util.List;
import runnel.indexd.api.SearchAnswer;

/**
 * Answer to {@code POST search}.
 *
 * @param hits the best first
 * @param matches how many entries match, or a number below that
 * @param exact whether it is how many there are
 * @param searchable catalogs that can be searched as they are now
 * @param catalogs all that were published
 */
public record SearchAnswerMessage(
    List<HitMessage> hits, long matches, boolean exact, long searchable, long catalogs) {
  public SearchAnswerMessage {
    hits = List.copyOf(hits);
  }

  public static SearchAnswerMessage of(SearchAnswer answer) {
    return new SearchAnswerMessage(
        answer.hits().stream().map(HitMessage::of).toList(),
        answer.matches(),
        answer.exact(),
        answer.searchable(),
        answer.catalogs());
  }

  /** The same with the better half of its hits. */
  public SearchAnswerMessage halved() {
    return new SearchAnswerMessage(
        hits.subList(0, (hits.size() + 1) / 2), matches, exact, searchable, catalogs);
  }

  /** Returns the answer; throws {@link WireException}. */
  public SearchAnswer answer() {
    return Parsing.of(
        "search",
        () ->
            new SearchAnswer(
                hits.stream().map(HitMessage::hit).toList(), matches, exact, searchable, catalogs));
  }
}
