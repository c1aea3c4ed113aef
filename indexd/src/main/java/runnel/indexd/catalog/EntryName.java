package runnel.indexd.catalog;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The name of an entry: what a Linux folder can hold and Java can spell.
 *
 * <p>1 to 255 bytes of valid UTF-8, without {@code /} and NUL, neither {@code .} nor {@code ..}.
 * Kept byte for byte: no normalization, no case folding. It may hold control and direction
 * characters, so whoever shows it to a person escapes it.
 *
 * @param text the name
 */
public record EntryName(String text) implements Comparable<EntryName> {
  /** The longest name a Linux file system holds, in bytes of UTF-8. */
  public static final int MAX_BYTES = 255;

  public EntryName {
    String problem = problem(text);
    if (problem != null) {
      throw new IllegalArgumentException(problem);
    }
  }

  /**
   * Returns the name with these bytes of UTF-8.
   *
   * @throws IllegalArgumentException with the reason if they are no name
   */
  public static EntryName of(byte[] utf8) {
    if (utf8.length > MAX_BYTES) {
      throw new IllegalArgumentException("name longer than 255 bytes");
    }
    try {
      return new EntryName(
          StandardCharsets.UTF_8
              .newDecoder()
              .onMalformedInput(CodingErrorAction.REPORT)
              .onUnmappableCharacter(CodingErrorAction.REPORT)
              .decode(ByteBuffer.wrap(utf8))
              .toString());
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException("name is not valid UTF-8", e);
    }
  }

  /** Returns the bytes of UTF-8. */
  public byte[] utf8() {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** Orders by unsigned bytes of UTF-8. */
  @Override
  public int compareTo(EntryName other) {
    return Arrays.compareUnsigned(utf8(), other.utf8());
  }

  @Override
  public String toString() {
    return text;
  }

  private static String problem(String text) {
    if (text.isEmpty()) {
      return "name is empty";
    }
    if (text.equals(".") || text.equals("..")) {
      return "name is '.' or '..'";
    }
    if (text.indexOf('/') >= 0 || text.indexOf('\0') >= 0) {
      return "name holds '/' or NUL";
    }
    if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
      return "name is not valid Unicode";
    }
    return text.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES
        ? "name longer than 255 bytes"
        : null;
  }
}
