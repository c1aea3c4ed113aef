package runnel.node.beneath;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** Names as people may see them: nothing that moves a cursor, hides or misleads. */
public final class Shown {
  private Shown() {}

  /**
   * Returns the bytes as text: what is not UTF-8 becomes {@code \xNN}, control and format
   * characters become <code>&#92;uNNNN</code>, a backslash becomes two.
   */
  public static String path(byte[] bytes) {
    CharsetDecoder decoder =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    StringBuilder shown = new StringBuilder(bytes.length);
    ByteBuffer in = ByteBuffer.wrap(bytes);
    CharBuffer out = CharBuffer.allocate(bytes.length + 1);
    while (in.hasRemaining()) {
      CoderResult result = decoder.decode(in, out.clear(), true);
      out.flip().codePoints().forEach(c -> append(shown, c));
      if (result.isError()) {
        for (int i = 0; i < result.length(); i++) {
          shown.append(String.format("\\x%02x", in.get()));
        }
        decoder.reset();
      }
    }
    return shown.toString();
  }

  private static void append(StringBuilder shown, int c) {
    int type = Character.getType(c);
    if (c == '\\') {
      shown.append("\\\\");
    } else if (Character.isISOControl(c)
        || type == Character.FORMAT
        || type == Character.LINE_SEPARATOR
        || type == Character.PARAGRAPH_SEPARATOR) {
      shown.append(String.format("\\u%04x", c));
    } else {
      shown.appendCodePoint(c);
    }
  }
}
