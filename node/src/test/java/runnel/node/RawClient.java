package runnel.node;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import runnel.indexd.identity.Identity;
import runnel.indexd.tls.Tls;

/** A peer that says what a test wants it to, byte for byte, and shows what came back. */
public final class RawClient {
  private static final int PATIENCE_MILLIS = 5_000;

  private final InetSocketAddress server;
  private final SSLContext tls;

  /** Speaks to a server on loopback in the name of the identity. */
  public RawClient(int port, Identity identity) {
    this(port, Tls.client(identity, Optional.empty()));
  }

  RawClient(int port, SSLContext tls) {
    this.server = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    this.tls = tls;
  }

  /**
   * One answer.
   *
   * @param head status line and headers, each with its line's end
   * @param body what came before the connection's end, a character for each byte
   */
  public record Answer(String head, String body) {
    /** The status code; 0 if the connection ended without an answer. */
    public int status() {
      return head.isEmpty() ? 0 : Integer.parseInt(head.split(" ", 3)[1]);
    }

    /** A header's value. */
    public Optional<String> header(String name) {
      return head.lines()
          .filter(line -> line.regionMatches(true, 0, name + ":", 0, name.length() + 1))
          .map(line -> line.substring(name.length() + 1).strip())
          .findFirst();
    }

    /** Whether as many bytes came as were promised. */
    public boolean isWhole() {
      return header("Content-Length").map(Integer::parseInt).orElse(-1) == body.length();
    }

    /** Everything but the time. */
    public String withoutDate() {
      return head.replaceAll("(?im)^date:.*\\R", "") + body;
    }
  }

  /** Connects; the caller closes it. */
  public Socket connect() throws IOException {
    Socket plain = new Socket();
    plain.connect(server, PATIENCE_MILLIS);
    plain.setSoTimeout(PATIENCE_MILLIS);
    return tls.getSocketFactory().createSocket(plain, "127.0.0.1", server.getPort(), true);
  }

  /** Asks for a path, on a connection of its own. */
  public Answer get(String path, String... headers) throws IOException {
    return raw(
        "GET "
            + path
            + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"
            + String.join("", List.of(headers).stream().map(line -> line + "\r\n").toList())
            + "\r\n");
  }

  /** Sends the text and reads to the connection's end. */
  public Answer raw(String request) throws IOException {
    try (Socket socket = connect()) {
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      return answer(socket.getInputStream());
    }
  }

  /** Reads to the end of the answer or of the connection; a silent server is an exception. */
  private static Answer answer(InputStream in) throws SocketTimeoutException {
    StringBuilder text = new StringBuilder();
    Answer answer = new Answer("", "");
    byte[] some = new byte[1 << 14];
    try {
      for (int got = in.read(some); got >= 0; got = in.read(some)) {
        answer = parse(text.append(new String(some, 0, got, StandardCharsets.ISO_8859_1)));
        if (answer.isWhole()) {
          return answer;
        }
      }
    } catch (SocketTimeoutException e) {
      throw e;
    } catch (IOException _) {
      // The connection broke: what came is the answer.
    }
    return answer;
  }

  private static Answer parse(StringBuilder text) {
    int end = text.indexOf("\r\n\r\n") + 4;
    return end < 4 ? new Answer("", "") : new Answer(text.substring(0, end), text.substring(end));
  }
}
