package runnel.indexd.identity;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.text.Normalizer;
import runnel.indexd.identity.IdentityException.Kind;
import runnel.indexd.process.FileReason;

/**
 * What the members of a network know: 8 to 256 characters. It is compared in Unicode form NFC and
 * never printed, nor kept: a file keeps the key that is made of it.
 */
public final class Passphrase {
  private static final int LEAST = 8;
  private static final int MOST = 256;
  private static final int FILE_BYTES_MAX = 4 << 10;

  private final String text;

  private Passphrase(String text) {
    this.text = text;
  }

  /**
   * Returns the passphrase of these characters.
   *
   * @throws IllegalArgumentException if they are too few, too many, or more than a line
   */
  public static Passphrase of(CharSequence characters) {
    String text = Normalizer.normalize(characters, Normalizer.Form.NFC);
    long letters = text.codePoints().count();
    if (letters < LEAST || letters > MOST) {
      throw new IllegalArgumentException(
          "a passphrase has 8 to 256 characters, not " + letters + "; several words are good");
    }
    if (text.codePoints().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException("a passphrase is one line");
    }
    return new Passphrase(text);
  }

  /**
   * Reads the passphrase from a file that has nothing else in it but a line end.
   *
   * @throws IdentityException EXPOSED if others than its owner may read or write the file, DAMAGED
   *     if it holds no passphrase, UNREADABLE
   */
  public static Passphrase read(Path file) {
    String what = "can't take the passphrase from " + file + ": ";
    try {
      String text = decoded(PrivateFile.read(file, FILE_BYTES_MAX));
      return of(text.replaceFirst("\\R\\z", ""));
    } catch (IllegalArgumentException | CharacterCodingException e) {
      String why = e instanceof CharacterCodingException ? "it is not UTF-8" : e.getMessage();
      throw new IdentityException(Kind.DAMAGED, what + why, e);
    } catch (IOException e) {
      throw new IdentityException(Kind.UNREADABLE, what + FileReason.of(e), e);
    }
  }

  /** Returns its UTF-8 bytes. */
  byte[] bytes() {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** Tells nothing. */
  @Override
  public String toString() {
    return "a passphrase";
  }

  private static String decoded(byte[] bytes) throws CharacterCodingException {
    return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
  }
}
