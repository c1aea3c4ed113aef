package runnel.ctl.control;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.ProtocolException;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnswerReaderTest {
  private static final String OK = "HTTP/1.1 200 OK\r\n";

  @Test
  void bodyOfThatLengthIsRead() throws IOException {
    assertThat(read(OK + "content-LENGTH:  2 \r\n\r\nab, and what follows"))
        .isEqualTo(new Answer(200, "ab"));
  }

  @Test
  void bodyWithoutLengthReachesToTheEnd() throws IOException {
    assertThat(read("HTTP/1.0 404\n\nabc")).isEqualTo(new Answer(404, "abc"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/2 200 OK\r\n\r\n",
        "HTTP/1.1 99 OK\r\n\r\n",
        "HTTP/1.1 2x0\r\n\r\n",
        OK + ": nameless\r\n\r\n",
        OK + "no colon\r\n\r\n",
        OK + "Content-Length: -1\r\n\r\n",
        OK + "Content-Length: 1, 2\r\n\r\n",
        OK + "Content-Length: 99999999999\r\n\r\n",
        OK + "Content-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        OK + "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
        OK + "Transfer-Encoding: chunked\r\n\r\nxyz\r\n",
        OK + "Transfer-Encoding: chunked\r\n\r\n1\r\nab\r\n0\r\n\r\n",
        OK + "Transfer-Encoding: chunked\r\n\r\nffffffff\r\n"
      })
  void whatBreaksTheRulesIsRefused(String answer) {
    assertThatThrownBy(() -> read(answer)).isInstanceOf(ProtocolException.class);
  }

  @Test
  void endlessHeaderIsRefused() {
    assertThatThrownBy(() -> reader(forEver(OK, "X: y\r\n"), 1000).read())
        .isInstanceOf(ProtocolException.class)
        .hasMessageContaining("head");
  }

  @Test
  void endlessChunksAreRefused() {
    String head = OK + "Transfer-Encoding: chunked\r\n\r\n";
    assertThatThrownBy(() -> reader(forEver(head, "2\r\nab\r\n"), 1000).read())
        .isInstanceOf(ProtocolException.class)
        .hasMessageContaining("1000 bytes");
  }

  @Test
  void endlessBodyIsRefused() {
    assertThatThrownBy(() -> reader(forEver(OK + "\r\n", "ab"), 1000).read())
        .isInstanceOf(ProtocolException.class);
  }

  @Property(tries = 300)
  void garbageIsAnAnswerOrAnIoException(@ForAll @Size(max = 60) byte[] garbage) {
    try {
      read(OK + new String(garbage, ISO_8859_1));
    } catch (IOException expected) {
      assertThat(expected).hasMessageMatching("(?s).+");
    }
  }

  private static Answer read(String bytes) throws IOException {
    return reader(new ByteArrayInputStream(bytes.getBytes(ISO_8859_1)), 1000).read();
  }

  private static AnswerReader reader(InputStream in, int bodyBytesMax) {
    return new AnswerReader(in, bodyBytesMax);
  }

  private static InputStream forEver(String first, String again) {
    byte[] bytes = again.getBytes(ISO_8859_1);
    InputStream endless =
        new InputStream() {
          private int next;

          @Override
          public int read() {
            return bytes[next++ % bytes.length];
          }

          @Override
          public int read(byte[] target, int offset, int length) {
            for (int i = offset; i < offset + length; i++) {
              target[i] = (byte) read();
            }
            return length;
          }
        };
    return new SequenceInputStream(new ByteArrayInputStream(first.getBytes(ISO_8859_1)), endless);
  }
}
