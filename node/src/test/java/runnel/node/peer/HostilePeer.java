package runnel.node.peer;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import runnel.indexd.api.Address;
import runnel.indexd.identity.Identity;
import runnel.indexd.tls.Tls;

/** A peer that answers each request as a test wants it to, down to the byte. */
final class HostilePeer implements AutoCloseable {
  /** Answers one request, whose head was read; afterwards the connection is closed. */
  @FunctionalInterface
  interface Script {
    void answer(OutputStream out) throws Exception;
  }

  /** The same, for one that heeds what it is asked. */
  @FunctionalInterface
  interface Heeding {
    /** Answers a request with this head; says whether the connection stays. */
    boolean answer(List<String> head, OutputStream out) throws Exception;
  }

  final Identity identity = Identity.create();
  final AtomicInteger connections = new AtomicInteger();
  private final List<Socket> open = new CopyOnWriteArrayList<>();
  private final ServerSocket listening;

  HostilePeer(Script script) throws IOException {
    this((head, out) -> {
      script.answer(out);
      return false;
    });
  }

  HostilePeer(Heeding script) throws IOException {
    listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    var _ = Thread.ofVirtual().start(() -> accept(script));
  }

  Address address() {
    return new Address("127.0.0.1", listening.getLocalPort());
  }

  @Override
  public void close() throws IOException {
    listening.close();
    for (Socket socket : open) {
      socket.close();
    }
  }

  static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  private void accept(Heeding script) {
    while (!listening.isClosed()) {
      try {
        Socket socket = listening.accept();
        open.add(socket);
        var _ = connections.incrementAndGet();
        var _ = Thread.ofVirtual().start(() -> play(script, socket));
      } catch (IOException _) {
        return; // Closed.
      }
    }
  }

  private static List<String> head(BufferedReader in) throws IOException {
    List<String> head = new ArrayList<>();
    String line = in.readLine();
    while (line != null && !line.isEmpty()) {
      head.add(line);
      line = in.readLine();
    }
    return head;
  }

  private void play(Heeding script, Socket plain) {
    try (Socket tls = Tls.server(identity).getSocketFactory().createSocket(plain, null, true)) {
      BufferedReader in =
          new BufferedReader(
              new InputStreamReader(tls.getInputStream(), StandardCharsets.ISO_8859_1));
      boolean stays = true;
      while (stays) {
        stays = script.answer(head(in), tls.getOutputStream());
      }
    } catch (Exception _) {
      // The client went away, as most of these tests want.
    }
  }
}
