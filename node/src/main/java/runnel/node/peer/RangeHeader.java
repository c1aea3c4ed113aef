package runnel.node.peer;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import runnel.indexd.content.HashRange;
import runnel.node.cache.ByteRange;

/** Parses what a request for content says of its part. */
final class RangeHeader {
  private static final Pattern BYTES = Pattern.compile("bytes=(\\d{1,19})-(\\d{1,19})?");
  private static final Pattern HASHES = Pattern.compile("(\\d{1,2});(\\d{1,19});(\\d{1,5})");

  private RangeHeader() {}

  /**
   * Returns the bytes that a {@code Range} header asks for, cut at the end of the content.
   *
   * @param length the content's length, 1 or more bytes
   * @return empty if it is no single range that begins within the content
   */
  static Optional<ByteRange> bytes(String header, long length) {
    Matcher matcher = BYTES.matcher(header);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    try {
      long first = Long.parseLong(matcher.group(1));
      long last = matcher.group(2) == null ? length - 1 : Long.parseLong(matcher.group(2));
      long end = Math.min(last, length - 1) + 1;
      return first < end ? Optional.of(new ByteRange(first, end - first)) : Optional.empty();
    } catch (NumberFormatException e) {
      return Optional.empty(); // Nineteen digits can exceed 2^63 - 1.
    }
  }

  /** Returns the hashes that {@code LAYER;INDEX;COUNT} asks for; empty if it is no such range. */
  static Optional<HashRange> hashes(String header) {
    Matcher matcher = HASHES.matcher(header);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new HashRange(
              Integer.parseInt(matcher.group(1)),
              Long.parseLong(matcher.group(2)),
              Integer.parseInt(matcher.group(3))));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
