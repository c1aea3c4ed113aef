package runnel.indexd.content;

import java.util.Optional;

/**
 * The name of some content: its length in bytes and its BEP 52 {@code pieces root}.
 *
 * <p>Both are needed: BEP 52 hashes leaves and inner nodes alike, so a 64-byte file can have the
 * root of a longer one. The empty content has no root.
 *
 * @param length bytes, 0 or more
 * @param root the pieces root; empty exactly when the length is 0
 */
public record ContentId(long length, Optional<Hash> root) implements Comparable<ContentId> {
  /** The content of an empty file. */
  public static final ContentId EMPTY = new ContentId(0, Optional.empty());

  public ContentId {
    if (length < 0) {
      throw new IllegalArgumentException("a content's length is 0 or more, not " + length);
    }
    if (root.isPresent() != length > 0) {
      throw new IllegalArgumentException("content has a root exactly when it is not empty");
    }
  }

  /** Returns the id of content that is not empty. */
  public static ContentId of(long length, Hash root) {
    return new ContentId(length, Optional.of(root));
  }

  /** Parses what {@link #text} returns: {@code 0}, or {@code <length>-<root in hexadecimal>}. */
  public static ContentId parse(String text) {
    if (text.equals("0")) {
      return EMPTY;
    }
    int dash = text.indexOf('-');
    if (dash < 1 || dash > 19) {
      throw new IllegalArgumentException("a content id is LENGTH-ROOT");
    }
    ContentId id = of(Long.parseLong(text, 0, dash, 10), Hash.parse(text.substring(dash + 1)));
    if (!id.text().equals(text)) {
      throw new IllegalArgumentException("a content id has one spelling: " + id.text());
    }
    return id;
  }

  /** Returns {@code <length>-<root>}, or {@code 0} for the empty content. */
  public String text() {
    return root.map(hash -> length + "-" + hash.hex()).orElse("0");
  }

  @Override
  public int compareTo(ContentId other) {
    int byLength = Long.compare(length, other.length);
    return byLength != 0 || length == 0 ? byLength : root.get().compareTo(other.root.get());
  }

  @Override
  public String toString() {
    return text();
  }
}
