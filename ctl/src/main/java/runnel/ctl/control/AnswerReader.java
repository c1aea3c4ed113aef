package runnel.ctl.control;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Reads one HTTP/1.1 response (RFC 9112) from a stream, within limits. What breaks the rules or a
 * limit is a {@link ProtocolException}, what ends too early an {@link IOException}.
 */
final class AnswerReader {
  /** More than any server of ours sends; a limit against one that is not ours. */
  static final int HEAD_BYTES_MAX = 16 * 1024;

  /** A listing of half a million entries; more is asked for by sub-folder. */
  static final int BODY_BYTES_MAX = 64 * 1024 * 1024;

  private final InputStream in;
  private final int bodyBytesMax;
  private int headBytesLeft = HEAD_BYTES_MAX;

  AnswerReader(InputStream in) {
    this(in, BODY_BYTES_MAX);
  }

  AnswerReader(InputStream in, int bodyBytesMax) {
    this.in = in;
    this.bodyBytesMax = bodyBytesMax;
  }

  Answer read() throws IOException {
    int status = status(line());
    Map<String, String> headers = headers();
    return Answer.of(status, body(headers));
  }

  private static int status(String line) throws ProtocolException {
    if (!line.matches("HTTP/1\\.[01] [2-5]\\d\\d( .*)?")) {
      throw new ProtocolException("not an HTTP answer");
    }
    return Integer.parseInt(line, 9, 12, 10);
  }

  private Map<String, String> headers() throws IOException {
    Map<String, String> headers = new HashMap<>();
    for (String line = line(); !line.isEmpty(); line = line()) {
      int colon = line.indexOf(':');
      if (colon <= 0) {
        throw new ProtocolException("a header without a name");
      }
      String name = line.substring(0, colon).toLowerCase(Locale.ROOT);
      headers.merge(name, line.substring(colon + 1).strip(), (a, b) -> a + ", " + b);
    }
    return headers;
  }

  private byte[] body(Map<String, String> headers) throws IOException {
    String encoding = headers.get("transfer-encoding");
    String length = headers.get("content-length");
    if (encoding != null) {
      if (length != null || !encoding.equalsIgnoreCase("chunked")) {
        throw new ProtocolException("a body of unclear length");
      }
      return chunks();
    }
    return length != null ? exactly(number(length, 10)) : toTheEnd();
  }

  private byte[] chunks() throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    for (int size = chunkSize(); size > 0; size = chunkSize()) {
      if (size > bodyBytesMax - body.size()) {
        throw tooLarge();
      }
      body.writeBytes(exactly(size));
      if (!line().isEmpty()) {
        throw new ProtocolException("a chunk longer than it says");
      }
    }
    headers(); // The trailer, of which nothing is wanted.
    return body.toByteArray();
  }

  private int chunkSize() throws IOException {
    String line = line();
    // Framing of a bounded body, so it does not count as head; the body's limit bounds it.
    headBytesLeft = HEAD_BYTES_MAX;
    int extension = line.indexOf(';');
    return number((extension < 0 ? line : line.substring(0, extension)).strip(), 16);
  }

  private int number(String digits, int radix) throws ProtocolException {
    if (!digits.matches("[0-9a-fA-F]{1,8}")) {
      throw new ProtocolException("a length that is no number");
    }
    try {
      long value = Long.parseLong(digits, radix);
      if (value > bodyBytesMax) {
        throw tooLarge();
      }
      return (int) value;
    } catch (NumberFormatException e) {
      throw new ProtocolException("a length that is no number");
    }
  }

  private byte[] exactly(int length) throws IOException {
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw endedEarly();
    }
    return bytes;
  }

  private byte[] toTheEnd() throws IOException {
    byte[] bytes = in.readNBytes(bodyBytesMax + 1);
    if (bytes.length > bodyBytesMax) {
      throw tooLarge();
    }
    return bytes;
  }

  /** One line without its end (CRLF, or LF alone, as RFC 9112 allows). */
  private String line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw endedEarly();
      }
      if (--headBytesLeft < 0) {
        throw new ProtocolException("a head of more than " + HEAD_BYTES_MAX + " bytes");
      }
      line.write(next);
    }
    String text = line.toString(StandardCharsets.ISO_8859_1);
    return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
  }

  private ProtocolException tooLarge() {
    return new ProtocolException("a body of more than " + bodyBytesMax + " bytes");
  }

  private static IOException endedEarly() {
    return new IOException("the connection ended in the middle of the answer");
  }
}
