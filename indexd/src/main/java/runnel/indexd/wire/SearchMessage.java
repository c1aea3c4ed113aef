package runnel.indexd.wire;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import runnel.indexd.api.EntryKind;
import runnel.indexd.api.SearchQuery;
import runnel.indexd.api.SearchQuery.Filter;
import runnel.indexd.api.SearchQuery.Media;
import runnel.indexd.identity.PeerId;

/**
 * Body of {@code POST search}.
 *
 * @param words possibly empty
 * @param kind {@code file}, {@code folder}, or empty for both
 * @param mediaTypes beginnings of media types
 * @param mediaExtensions for files whose media type is not known
 * @param extensions in lower case, without the dot
 * @param minBytes -1 for none
 * @param maxBytes -1 for none
 * @param peerIds of owners
 * @param offset how many hits to leave out
 * @param limit how many to return
 */
public record SearchMessage(
    String words,
    String kind,
    List<String> mediaTypes,
    List<String> mediaExtensions,
    List<String> extensions,
    long minBytes,
    long maxBytes,
    List<String> peerIds,
    int offset,
    int limit) {
  private static final long NONE = -1;

  public SearchMessage {
    mediaTypes = List.copyOf(mediaTypes);
    mediaExtensions = List.copyOf(mediaExtensions);
    extensions = List.copyOf(extensions);
    peerIds = List.copyOf(peerIds);
  }

  public static SearchMessage of(SearchQuery query) {
    Filter filter = query.filter();
    return new SearchMessage(
        query.words(),
        filter.kind().map(Kinds::text).orElse(""),
        filter.media().types(),
        filter.media().extensions(),
        filter.extensions(),
        filter.minBytes().orElse(NONE),
        filter.maxBytes().orElse(NONE),
        filter.owners().stream().map(PeerId::text).toList(),
        query.offset(),
        query.limit());
  }

  /** Returns the query; throws {@link WireException}. */
  public SearchQuery query() {
    return Parsing.of("query", () -> new SearchQuery(words, filter(), offset, limit));
  }

  private Filter filter() {
    Optional<EntryKind> only = kind.isEmpty() ? Optional.empty() : Optional.of(Kinds.parse(kind));
    return new Filter(
        only,
        new Media(mediaTypes, mediaExtensions),
        extensions,
        bytes(minBytes),
        bytes(maxBytes),
        peerIds.stream().map(PeerId::parse).toList());
  }

  private static OptionalLong bytes(long number) {
    return number < 0 ? OptionalLong.empty() : OptionalLong.of(number);
  }
}
