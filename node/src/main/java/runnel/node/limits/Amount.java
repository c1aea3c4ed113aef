package runnel.node.limits;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Amounts as people write them. */
final class Amount {
  private static final Pattern BYTES =
      Pattern.compile("(\\d{1,9})(?:\\.(\\d))? ?([kmg]?i?)b?(?:/s)?");

  private static final Map<String, Long> UNITS =
      Map.of(
          "",
          1L,
          "k",
          1_000L,
          "ki",
          1L << 10,
          "m",
          1_000_000L,
          "mi",
          1L << 20,
          "g",
          1_000_000_000L,
          "gi",
          1L << 30);

  private Amount() {}

  /**
   * Reads {@code 500k}, {@code 2MB}, {@code 1.5 MiB/s}, {@code 0} or {@code unlimited}.
   *
   * @throws IllegalArgumentException if it is none of these
   */
  static long bytes(String text) {
    String lower = text.strip().toLowerCase(Locale.ROOT);
    if (lower.equals("unlimited")) {
      return 0;
    }
    Matcher matcher = BYTES.matcher(lower);
    Long unit = matcher.matches() ? UNITS.get(matcher.group(3)) : null;
    if (unit == null) {
      throw new IllegalArgumentException(
          "an amount is a number with a unit, as 500kB or 2MiB, or 'unlimited'; not '%s'"
              .formatted(text));
    }
    long tenth = matcher.group(2) == null ? 0 : Long.parseLong(matcher.group(2));
    return Long.parseLong(matcher.group(1)) * unit + tenth * unit / 10;
  }

  static long count(String text) {
    if (!text.strip().matches("\\d{1,6}")) {
      throw new IllegalArgumentException(
          "it is a whole number up to 999999, not '%s'".formatted(text));
    }
    return Long.parseLong(text.strip());
  }
}
