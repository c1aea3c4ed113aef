package runnel.node.trust;

import java.util.Locale;
import runnel.indexd.identity.PeerId;
import runnel.node.failure.NodeException;

/** A key as a person writes it: the id or the words, or the beginning of either. */
final class KeyText {
  /** 60 bits: nobody makes keys until one begins like that just to pass for it. */
  static final int ID_LETTERS_MIN = 12;

  /** Four words: 64 bits. */
  static final int WORD_LETTERS_MIN = 20;

  private final String letters;

  private KeyText(String letters) {
    this.letters = letters;
  }

  /**
   * Reads it; case, dashes and spaces do not matter.
   *
   * @throws NodeException REFUSED if it is too short to say which key is meant
   */
  static KeyText of(String text) {
    String letters = text.replaceAll("[\\s-]", "").toLowerCase(Locale.ROOT);
    if (letters.length() < ID_LETTERS_MIN) {
      throw new NodeException(
          NodeException.Kind.REFUSED,
          "could not tell the key by '%s': give its whole id or all of its words, or at least the first"
                  .formatted(text)
              + " %d letters of the id or the first four words".formatted(ID_LETTERS_MIN));
    }
    return new KeyText(letters);
  }

  /** Says whether the key may be meant. */
  boolean fits(PeerId key) {
    String words = key.words().replace("-", "");
    return key.text().startsWith(letters)
        || (letters.length() >= WORD_LETTERS_MIN && words.startsWith(letters));
  }
}
