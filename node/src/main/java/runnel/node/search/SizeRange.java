package runnel.node.search;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Sizes as people narrow them: {@code >10M}, {@code <=1.5GiB}, {@code 1M..5M}. Pure.
 *
 * @param min the least size in bytes
 * @param max the greatest
 */
record SizeRange(OptionalLong min, OptionalLong max) {
  private static final Pattern BOUND = Pattern.compile("(<=|>=|<|>)(.+)");
  private static final Pattern AMOUNT =
      Pattern.compile("(\\d{1,15}(?:\\.\\d{1,3})?)([kmgt]?)(i?)b?");

  private static final Map<String, Integer> POWERS = Map.of("", 0, "k", 1, "m", 2, "g", 3, "t", 4);

  /**
   * Reads a range.
   *
   * @throws IllegalArgumentException with what would be right
   */
  static SizeRange parse(String text) {
    String compact = text.replaceAll("\\s", "").toLowerCase(Locale.ROOT);
    Matcher bound = BOUND.matcher(compact);
    if (bound.matches()) {
      return bound(bound.group(1), amount(bound.group(2), text));
    }
    String[] ends = compact.split("\\.\\.", -1);
    if (ends.length == 2 && !compact.equals("..")) {
      return new SizeRange(end(ends[0], text), end(ends[1], text));
    }
    throw wrong(text);
  }

  /** What is within both. */
  SizeRange and(SizeRange other) {
    return new SizeRange(
        min.isPresent() && other.min.isPresent()
            ? OptionalLong.of(Math.max(min.getAsLong(), other.min.getAsLong()))
            : either(min, other.min),
        max.isPresent() && other.max.isPresent()
            ? OptionalLong.of(Math.min(max.getAsLong(), other.max.getAsLong()))
            : either(max, other.max));
  }

  private static OptionalLong either(OptionalLong a, OptionalLong b) {
    return a.isPresent() ? a : b;
  }

  private static SizeRange bound(String sign, long bytes) {
    return switch (sign) {
      case ">" -> atLeast(Math.addExact(bytes, 1));
      case ">=" -> atLeast(bytes);
      case "<" -> atMost(bytes - 1);
      default -> atMost(bytes);
    };
  }

  private static SizeRange atLeast(long bytes) {
    return new SizeRange(OptionalLong.of(bytes), OptionalLong.empty());
  }

  /** Nothing is smaller than 0 bytes; a bound below finds nothing, as it should. */
  private static SizeRange atMost(long bytes) {
    return bytes < 0
        ? new SizeRange(OptionalLong.of(Long.MAX_VALUE), OptionalLong.of(0))
        : new SizeRange(OptionalLong.empty(), OptionalLong.of(bytes));
  }

  private static OptionalLong end(String amount, String text) {
    return amount.isEmpty() ? OptionalLong.empty() : OptionalLong.of(amount(amount, text));
  }

  /** A unit alone and one with an i are powers of 1024, as file managers count; kB is 1000. */
  private static long amount(String amount, String text) {
    Matcher matcher = AMOUNT.matcher(amount);
    if (!matcher.matches()) {
      throw wrong(text);
    }
    boolean decimal = amount.endsWith("b") && matcher.group(3).isEmpty();
    BigDecimal unit = BigDecimal.valueOf(decimal ? 1000 : 1024).pow(POWERS.get(matcher.group(2)));
    BigDecimal bytes = new BigDecimal(matcher.group(1)).multiply(unit);
    return bytes.min(BigDecimal.valueOf(Long.MAX_VALUE - 1)).longValue();
  }

  private static IllegalArgumentException wrong(String text) {
    return new IllegalArgumentException(
        "'size:%s' is no range of sizes; write it as size:>10M, size:<=1.5G or size:1M..5M"
            .formatted(text));
  }
}
