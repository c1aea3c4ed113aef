package runnel.indexd.tls;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import runnel.indexd.api.Address;
import runnel.indexd.identity.UserName;

/**
 * What a key is pinned to: a user's name or an index's address. Names that fold alike are one
 * subject.
 *
 * @param kind which of the two
 * @param text the folded name, or the address in lower case
 */
public record PinSubject(Kind kind, String text) {
  /** What there is to pin; the letter begins the key in a store and never changes. */
  public enum Kind {
    NAME('n'),
    INDEX('i');

    private final char letter;

    Kind(char letter) {
      this.letter = letter;
    }
  }

  /** Above any folded name (32 letters, three each at most) or address (253 and a port). */
  private static final int LETTERS_MAX = 300;

  public PinSubject {
    if (text.isEmpty() || text.length() > LETTERS_MAX) {
      throw new IllegalArgumentException("not a subject of a pin: " + text.length() + " letters");
    }
  }

  /** Returns the subject that a user's name is. */
  public static PinSubject of(UserName name) {
    return new PinSubject(Kind.NAME, name.folded());
  }

  /** Returns the subject that an index's address is. */
  public static PinSubject of(Address index) {
    return new PinSubject(Kind.INDEX, index.toString().toLowerCase(Locale.ROOT));
  }

  /** Reads what {@link #bytes} returns. */
  static PinSubject parse(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.UTF_8);
    for (Kind kind : Kind.values()) {
      if (!text.isEmpty() && text.charAt(0) == kind.letter) {
        return new PinSubject(kind, text.substring(1));
      }
    }
    throw new IllegalArgumentException("not the subject of a pin");
  }

  /** Returns the key in a store: a letter for the kind, then the text in UTF-8. */
  byte[] bytes() {
    return (kind.letter + text).getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public String toString() {
    return switch (kind) {
      case NAME -> "user " + text;
      case INDEX -> "the index at " + text;
    };
  }
}
