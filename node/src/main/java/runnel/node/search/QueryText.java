package runnel.node.search;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import runnel.indexd.api.EntryKind;
import runnel.node.media.MediaKind;

/**
 * What a person types to search: words, and filters such as {@code type:video size:>10M user:alice
 * ext:pdf}. Pure.
 *
 * <p>Quotes keep blanks together, which matters after a filter's colon only: the index cuts words
 * anyway. What looks like a filter but has another name, such as {@code c:\temp}, is words. Several
 * values of types, users or endings, with commas between or by several filters, widen each other;
 * sizes narrow each other, and so do filters of different names.
 *
 * @param words what is no filter, with single blanks between
 * @param kind files or folders only
 * @param mediaTypes beginnings of media types
 * @param extensions in lower case, without a dot
 * @param minBytes the least size
 * @param maxBytes the greatest size
 * @param users names as typed
 */
record QueryText(
    String words,
    Optional<EntryKind> kind,
    List<String> mediaTypes,
    List<String> extensions,
    OptionalLong minBytes,
    OptionalLong maxBytes,
    List<String> users) {
  /** A run of anything but blanks, in which quotes enclose blanks, too. */
  private static final Pattern TERM = Pattern.compile("(?:\"[^\"]*\"?|[^\\s\"])+");

  private static final Pattern FILTER =
      Pattern.compile("(type|size|user|ext):(.+)", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

  /** RFC 6838, 4.2: a type, a slash, and perhaps a subtype. */
  private static final Pattern MEDIA_TYPE = Pattern.compile("[a-z0-9][\\w!#$&^.+-]{0,126}/\\S*");

  QueryText {
    mediaTypes = List.copyOf(mediaTypes);
    extensions = List.copyOf(extensions);
    users = List.copyOf(users);
  }

  /**
   * Reads what was typed.
   *
   * @throws IllegalArgumentException with what is wrong and what would be right, for a person
   */
  static QueryText parse(String typed) {
    Reading reading = new Reading();
    Matcher terms = TERM.matcher(typed);
    while (terms.find()) {
      reading.take(terms.group());
    }
    return reading.read();
  }

  /** Says whether it asks for nothing. */
  boolean isEmpty() {
    return words.isBlank()
        && kind.isEmpty()
        && mediaTypes.isEmpty()
        && extensions.isEmpty()
        && minBytes.isEmpty()
        && maxBytes.isEmpty()
        && users.isEmpty();
  }

  /** One query being read. */
  private static final class Reading {

    private final List<String> words = new ArrayList<>();
    private final List<String> mediaTypes = new ArrayList<>();
    private final List<String> extensions = new ArrayList<>();
    private final List<String> users = new ArrayList<>();
    private Optional<EntryKind> kind = Optional.empty();
    private boolean everything;
    private Optional<SizeRange> size = Optional.empty();

    QueryText read() {
      if (kind.filter(only -> only == EntryKind.FOLDER).isPresent() && !mediaTypes.isEmpty()) {
        throw new IllegalArgumentException(
            "folders are not audio, video or the like: leave out 'type:folder', or the other type");
      }
      return new QueryText(
          String.join(" ", words),
          everything ? Optional.empty() : kind,
          mediaTypes,
          extensions,
          size.map(SizeRange::min).orElse(OptionalLong.empty()),
          size.map(SizeRange::max).orElse(OptionalLong.empty()),
          users);
    }

    void take(String term) {
      String plain = term.replace("\"", "");
      Matcher filter = FILTER.matcher(plain);
      if (!filter.matches()) {
        addWords(plain);
        return;
      }
      String value = filter.group(2);
      switch (filter.group(1).toLowerCase(Locale.ROOT)) {
        case "type" -> values(value).forEach(this::addType);
        case "size" -> addSize(value);
        case "user" -> users.addAll(values(value));
        case "ext" -> values(value).forEach(this::addExtension);
        default -> throw new AssertionError(filter.group(1));
      }
    }

    private void addWords(String plain) {
      if (!plain.isBlank()) {
        words.add(plain.strip());
      }
    }

    private void addType(String value) {
      String lower = value.toLowerCase(Locale.ROOT);
      Optional<MediaKind> media = MediaKind.named(lower);
      if (media.isPresent()) {
        mediaTypes.addAll(media.get().types());
      } else if (MEDIA_TYPE.matcher(lower).matches()) {
        mediaTypes.add(lower);
      } else {
        addKind(kind(value));
      }
    }

    /** Files or folders are everything. */
    private void addKind(EntryKind named) {
      everything |= kind.filter(before -> before != named).isPresent();
      kind = Optional.of(named);
    }

    private static EntryKind kind(String value) {
      return switch (value.toLowerCase(Locale.ROOT)) {
        case "file" -> EntryKind.FILE;
        case "folder" -> EntryKind.FOLDER;
        default ->
            throw new IllegalArgumentException(
                "'type:%s' is no type; there are file, folder, %s, and media types such as video/mp4"
                    .formatted(value, MediaKind.words()));
      };
    }

    private void addSize(String value) {
      SizeRange wanted = SizeRange.parse(value);
      size = Optional.of(size.map(wanted::and).orElse(wanted));
    }

    private void addExtension(String value) {
      String bare = value.startsWith(".") ? value.substring(1) : value;
      if (!bare.isEmpty()) {
        extensions.add(bare.toLowerCase(Locale.ROOT));
      }
    }

    private static List<String> values(String text) {
      return List.of(text.split(",")).stream().filter(value -> !value.isBlank()).toList();
    }
  }
}
