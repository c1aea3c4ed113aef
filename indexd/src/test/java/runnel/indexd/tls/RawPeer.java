package runnel.indexd.tls;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLSocketFactory;
import runnel.indexd.identity.Identity;

/** A peer that behaves as a test wants it to, down to the socket. */
final class RawPeer implements AutoCloseable {
  /** What happens on one connection. */
  interface Script {
    void run(Socket socket) throws Exception;
  }

  final Identity identity = Identity.create();

  /** The first line and the headers of every request that came, in order. */
  final List<String> requests = new CopyOnWriteArrayList<>();

  private final List<Socket> open = new CopyOnWriteArrayList<>();
  private final ServerSocket listening;

  /** Plays the script on every TCP connection. */
  RawPeer(Script script) throws IOException {
    listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    var _ = Thread.ofVirtual().start(() -> accept(script));
  }

  /** Speaks TLS on every connection and answers its first request, the second never. */
  static RawPeer closingAfterOneRequest() throws IOException {
    RawPeer[] self = new RawPeer[1];
    self[0] =
        new RawPeer(socket -> {
          try (Socket tls = self[0].tls(socket)) {
            self[0].readRequest(tls);
            answer(tls, "200 OK", "", "done");
            self[0].readRequest(tls);
          }
        });
    return self[0];
  }

  /** Answers every request alike. */
  static RawPeer answering(String status, String headers, String body) throws IOException {
    RawPeer[] self = new RawPeer[1];
    self[0] =
        new RawPeer(socket -> {
          try (Socket tls = self[0].tls(socket)) {
            while (self[0].readRequest(tls)) {
              answer(tls, status, headers, body);
            }
          }
        });
    return self[0];
  }

  static void answer(Socket socket, String status, String headers, String body) throws IOException {
    OutputStream out = socket.getOutputStream();
    String head =
        "HTTP/1.1 " + status + "\r\nContent-Length: " + body.length() + "\r\n" + headers + "\r\n";
    out.write((head + body).getBytes(StandardCharsets.ISO_8859_1));
  }

  Socket tls(Socket socket) throws IOException {
    SSLSocketFactory factory = Tls.server(identity).getSocketFactory();
    return factory.createSocket(socket, null, true);
  }

  /** Reads a request without a body; says whether there was one. */
  boolean readRequest(Socket socket) throws IOException {
    BufferedReader in =
        new BufferedReader(
            new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
    StringBuilder request = new StringBuilder();
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      if (line.isEmpty()) {
        return requests.add(request.toString());
      }
      var _ = request.append(line).append('\n');
    }
    return false;
  }

  int connections() {
    return open.size();
  }

  String uri(String path) {
    return "https://127.0.0.1:" + listening.getLocalPort() + path;
  }

  private void accept(Script script) {
    while (!listening.isClosed()) {
      try {
        Socket socket = listening.accept();
        open.add(socket);
        var _ = Thread.ofVirtual().start(() -> play(script, socket));
      } catch (IOException _) {
        return; // Closed.
      }
    }
  }

  private static void play(Script script, Socket socket) {
    try (socket) {
      script.run(socket);
    } catch (Exception _) {
      // The client went away, as most of these tests want.
    }
  }

  @Override
  public void close() {
    try {
      listening.close();
      for (Socket socket : open) {
        socket.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
