package runnel.ctl;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A control server on a real Unix socket, which answers what it is told, byte for byte. */
public final class FakeNode implements AutoCloseable {
  private final ServerSocketChannel server;
  private final Map<String, byte[]> answers = new ConcurrentHashMap<>();
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final Thread acceptor;
  private Runnable afterDown = () -> {};

  private FakeNode(ServerSocketChannel server) {
    this.server = server;
    this.acceptor = Thread.ofVirtual().start(this::accept);
  }

  public static FakeNode in(Path home) {
    try {
      return at(Files.createDirectories(home.resolve("state")).resolve("control.sock"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static FakeNode at(Path socket) throws IOException {
    ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    server.bind(UnixDomainSocketAddress.of(socket));
    return new FakeNode(server);
  }

  /** To a request line such as {@code GET /v1/peers}: 200 with that JSON. */
  public FakeNode answers(String request, String json) {
    return answers(request, 200, json);
  }

  public FakeNode answers(String request, int status, String json) {
    byte[] body = json.getBytes(StandardCharsets.UTF_8);
    String head = "HTTP/1.1 " + status + " X\r\nContent-Length: " + body.length + "\r\n\r\n";
    return answersRaw(request, head + json);
  }

  public FakeNode answersRaw(String request, String bytes) {
    answers.put(request, bytes.getBytes(StandardCharsets.UTF_8));
    return this;
  }

  public FakeNode afterDown(Runnable action) {
    afterDown = action;
    return this;
  }

  /** The request lines that came, without the version. */
  public List<String> requests() {
    return requests;
  }

  private void accept() {
    try {
      while (true) {
        SocketChannel client = server.accept();
        Thread.ofVirtual().start(() -> answer(client));
      }
    } catch (IOException e) {
      // Closed.
    }
  }

  private void answer(SocketChannel client) {
    try (client) {
      ByteBuffer head = ByteBuffer.allocate(4096);
      client.read(head);
      String line = new String(head.array(), StandardCharsets.US_ASCII).lines().findFirst().get();
      String request = line.replace(" HTTP/1.1", "");
      requests.add(request);
      byte[] answer = answers.get(request);
      if (answer == null) {
        client.read(ByteBuffer.allocate(1)); // Silent until the client gives up.
        return;
      }
      client.write(ByteBuffer.wrap(answer));
      if (request.equals("POST /v1/down")) {
        afterDown.run();
      }
    } catch (IOException e) {
      // The client gave up.
    }
  }

  /** Nobody is listening afterwards: the kernel's socket goes with the last call on it. */
  @Override
  public void close() throws IOException {
    server.close();
    try {
      acceptor.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
