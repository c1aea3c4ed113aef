package runnel.indexd.identity;

import java.text.Normalizer;
import java.util.Locale;

/**
 * A user's name: 1 to 32 letters, digits, {@code .}, {@code _} or {@code -}, in Unicode form NFC,
 * not starting with a dot.
 *
 * @param text the name as the user writes it
 */
public record UserName(String text) implements Comparable<UserName> {
  private static final int MAX_LETTERS = 32;

  public UserName {
    long letters = text.codePoints().count();
    if (letters < 1 || letters > MAX_LETTERS) {
      throw new IllegalArgumentException("a name has 1 to 32 letters, not " + letters);
    }
    if (text.startsWith(".")) {
      throw new IllegalArgumentException("a name does not start with a dot");
    }
    if (!text.codePoints().allMatch(UserName::isAllowed)) {
      throw new IllegalArgumentException("a name is made of letters, digits, '.', '_' and '-'");
    }
    if (!Normalizer.isNormalized(text, Normalizer.Form.NFC)) {
      throw new IllegalArgumentException("a name is in Unicode form NFC");
    }
  }

  /** Returns what must be unique: two names that fold alike are one name. */
  public String folded() {
    // Down, up and down again: U+1E9E and U+00DF then meet in 'ss', U+0130 and 'i' stay apart.
    String folded = text.toLowerCase(Locale.ROOT).toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
    return Normalizer.normalize(folded, Normalizer.Form.NFC);
  }

  @Override
  public int compareTo(UserName other) {
    return text.compareTo(other.text);
  }

  @Override
  public String toString() {
    return text;
  }

  private static boolean isAllowed(int letter) {
    return Character.isLetterOrDigit(letter)
        || Character.getType(letter) == Character.NON_SPACING_MARK
        || ".-_".indexOf(letter) >= 0;
  }
}
