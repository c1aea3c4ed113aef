package runnel.indexd.api;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import runnel.indexd.identity.PeerId;

/**
 * What is searched for. Everything that it names must hold of a hit.
 *
 * @param words what a hit's name, its metadata or the folders above it must have, in any order;
 *     blank for anything. Words are cut at what is neither letter nor digit; the last one may be
 *     the beginning of a word, and longer ones may be typed wrongly. At most {@link
 *     IndexLimits#QUERY_CHARS} characters
 * @param filter what narrows it
 * @param offset how many of the best hits to leave out, 0 or more
 * @param limit how many hits to return, 1 to {@link IndexLimits#HITS_PER_CALL}; together with the
 *     offset at most {@link IndexLimits#HITS_MAX}
 */
public record SearchQuery(String words, Filter filter, int offset, int limit) {
  public SearchQuery {
    if (words.length() > IndexLimits.QUERY_CHARS) {
      throw new IllegalArgumentException(
          "a query has at most " + IndexLimits.QUERY_CHARS + " characters");
    }
    if (offset < 0 || limit < 1 || limit > IndexLimits.HITS_PER_CALL) {
      throw new IllegalArgumentException(
          "a query returns 1 to " + IndexLimits.HITS_PER_CALL + " hits from the 0th on");
    }
    if (offset > IndexLimits.HITS_MAX - limit) {
      throw new IllegalArgumentException(
          "only the best " + IndexLimits.HITS_MAX + " hits can be had; search for something rarer");
    }
  }

  /**
   * What narrows a query; empty lists narrow nothing.
   *
   * @param kind files only, or folders only
   * @param media files of these kinds
   * @param extensions files whose names end in a dot and one of these, in lower case
   * @param minBytes the least size of a file; folders are left out
   * @param maxBytes the greatest size of a file; folders are left out
   * @param owners entries of these peers
   */
  public record Filter(
      Optional<EntryKind> kind,
      Media media,
      List<String> extensions,
      OptionalLong minBytes,
      OptionalLong maxBytes,
      List<PeerId> owners) {
    /** Narrows nothing. */
    public static final Filter NONE =
        new Filter(
            Optional.empty(),
            new Media(List.of(), List.of()),
            List.of(),
            OptionalLong.empty(),
            OptionalLong.empty(),
            List.of());

    public Filter {
      extensions = bounded(extensions);
      owners = bounded(owners);
    }
  }

  /**
   * Kinds of files: by the media type that the owner found, or by the extension where he found
   * none.
   *
   * @param types beginnings of media types, in lower case, such as {@code audio/}
   * @param extensions in lower case, without the dot
   */
  public record Media(List<String> types, List<String> extensions) {
    public Media {
      types = bounded(types);
      extensions = bounded(extensions);
    }
  }

  private static <T> List<T> bounded(List<T> values) {
    if (values.size() > IndexLimits.FILTER_VALUES) {
      throw new IllegalArgumentException(
          "a filter names at most " + IndexLimits.FILTER_VALUES + " of a kind");
    }
    return List.copyOf(values);
  }
}
