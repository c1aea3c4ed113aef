package runnel.indexd.catalog;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import runnel.indexd.content.Hash;

/**
 * Reads big-endian fields of bytes that nobody vouches for. Not thread-safe.
 *
 * <p>Every method throws {@link CatalogException} MALFORMED where the bytes end too early, before
 * anything is allocated.
 */
final class Input {
  private final String what;
  private final ByteBuffer bytes;

  Input(String what, byte[] bytes) {
    this.what = what;
    this.bytes = ByteBuffer.wrap(bytes);
  }

  int u8() {
    return need(1).get() & 0xff;
  }

  int u16() {
    return need(2).getShort() & 0xffff;
  }

  long u32() {
    return need(4).getInt() & 0xffff_ffffL;
  }

  long i64() {
    return need(8).getLong();
  }

  /** Reads 64 bits that must be 0 or more. */
  long amount() {
    long amount = i64();
    if (amount < 0) {
      throw malformed("an amount is negative");
    }
    return amount;
  }

  byte[] bytes(int count) {
    ByteBuffer from = need(count);
    byte[] read = new byte[count];
    from.get(read);
    return read;
  }

  Hash hash() {
    return Hash.of(bytes(Hash.BYTES));
  }

  /** Reads text of so many bytes of valid UTF-8. */
  String text(int count) {
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .decode(ByteBuffer.wrap(bytes(count)))
          .toString();
    } catch (CharacterCodingException e) {
      throw malformed("a text is not valid UTF-8");
    }
  }

  /** Reads the bytes that a format begins with. */
  void magic(byte[] magic) {
    if (!Arrays.equals(bytes(magic.length), magic)) {
      throw malformed("it does not begin as this format does");
    }
  }

  /** Checks that nothing follows. */
  void end() {
    if (bytes.hasRemaining()) {
      throw malformed(bytes.remaining() + " bytes follow the end");
    }
  }

  int position() {
    return bytes.position();
  }

  CatalogException malformed(String why) {
    return new CatalogException(
        CatalogException.Kind.MALFORMED,
        what + " is malformed near byte " + bytes.position() + ": " + why);
  }

  private ByteBuffer need(int count) {
    if (bytes.remaining() < count) {
      throw malformed("it ends too early");
    }
    return bytes;
  }
}
