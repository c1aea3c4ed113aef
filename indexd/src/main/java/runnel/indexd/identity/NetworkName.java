package runnel.indexd.identity;

import java.text.Normalizer;

/**
 * The name of a network, by which several are kept apart on one LAN: 1 to 64 printable characters,
 * in Unicode form NFC; a space only between others. Names that differ in case are two networks.
 *
 * @param text the name as people write it
 */
public record NetworkName(String text) {
  /** The network of those who name none. */
  public static final NetworkName DEFAULT = new NetworkName("runnel");

  private static final int MAX_LETTERS = 64;

  public NetworkName {
    long letters = text.codePoints().count();
    if (letters < 1 || letters > MAX_LETTERS) {
      throw new IllegalArgumentException("a network's name has 1 to 64 letters, not " + letters);
    }
    if (!text.codePoints().allMatch(NetworkName::isPrintable) || !text.equals(text.strip())) {
      throw new IllegalArgumentException(
          "a network's name is made of printable letters, without a space at its ends");
    }
    if (!Normalizer.isNormalized(text, Normalizer.Form.NFC)) {
      throw new IllegalArgumentException("a network's name is in Unicode form NFC");
    }
  }

  /** Returns the name in form NFC of what somebody typed, in whatever form the keyboard has. */
  public static NetworkName typed(String text) {
    return new NetworkName(Normalizer.normalize(text, Normalizer.Form.NFC));
  }

  @Override
  public String toString() {
    return text;
  }

  private static boolean isPrintable(int letter) {
    return switch (Character.getType(letter)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      case Character.SPACE_SEPARATOR -> letter == ' ';
      default -> true;
    };
  }
}
