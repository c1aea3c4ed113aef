package runnel.ctl.text;

import java.util.function.IntFunction;

/**
 * Text that a terminal can be given: what would steer it, or hide or reorder text, is written out.
 */
public final class Printable {
  private static final int ZERO_WIDTH_NON_JOINER = 0x200c;
  private static final int ZERO_WIDTH_JOINER = 0x200d;

  private Printable() {}

  /**
   * The text with every control character, bidirectional override and other invisible character
   * written as <code>&#92;u{…}</code>. The two joiners stay: scripts and emoji need them.
   */
  public static String of(String text) {
    return replace(text, "\\u{%X}"::formatted);
  }

  /** The same for a JSON document, which stays the same document; its line ends stay. */
  public static String json(String document) {
    return replace(document, Printable::jsonEscape);
  }

  private static String jsonEscape(int codePoint) {
    // Outside of strings JSON has no character that needs writing out but these, and they are
    // harmless.
    if (codePoint == '\n' || codePoint == '\r' || codePoint == '\t') {
      return Character.toString(codePoint);
    }
    StringBuilder escaped = new StringBuilder();
    for (char unit : Character.toChars(codePoint)) {
      escaped.append("\\u%04x".formatted((int) unit));
    }
    return escaped.toString();
  }

  private static String replace(String text, IntFunction<String> escape) {
    if (text.codePoints().noneMatch(Printable::steers)) {
      return text;
    }
    StringBuilder printable = new StringBuilder(text.length() + 16);
    text.codePoints()
        .forEach(c -> {
          if (steers(c)) {
            printable.append(escape.apply(c));
          } else {
            printable.appendCodePoint(c);
          }
        });
    return printable.toString();
  }

  private static boolean steers(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> true;
      case Character.SURROGATE, Character.UNASSIGNED, Character.PRIVATE_USE -> true;
      case Character.FORMAT -> codePoint != ZERO_WIDTH_JOINER && codePoint != ZERO_WIDTH_NON_JOINER;
      default -> false;
    };
  }
}
