package runnel.ctl;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import runnel.ctl.home.Surroundings;

/**
 * Runs the commands that people wait for once, against canned answers: {@code ctl/bin/launch.sh}
 * lets the JVM watch this, and keeps what it loaded and linked for the next start (JEP 514).
 */
public final class Rehearsal {
  private static final String PEERS =
      """
      {"peers":[{"name":"ann","peerId":"x","address":"127.0.0.1:7707","online":true,
      "lastActive":"2026-01-01T12:00:00Z","files":1,"bytes":2000}],"entries":[]}
      """;

  private Rehearsal() {}

  /** Takes no arguments. */
  public static void main(String[] arguments) throws IOException {
    Path home = Files.createTempDirectory("runnel-rehearsal-");
    Path socket = Files.createDirectory(home.resolve("state")).resolve("control.sock");
    try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      server.bind(UnixDomainSocketAddress.of(socket));
      Thread.ofPlatform().daemon().start(() -> answer(server));
      for (String command : new String[] {"peers", "status", "ls", "share ls", "trust", "events"}) {
        run((command + " --home " + home).split(" "));
      }
      run("--home", home.toString(), "peers", "--json");
    } finally {
      Files.deleteIfExists(socket);
      Files.delete(socket.getParent());
      Files.delete(home);
    }
    run("--help");
    run("--version");
  }

  private static void run(String... arguments) {
    PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream());
    Main.run(
        new Session(nowhere, nowhere, Surroundings.ofThisProcess(), Optional.empty()), arguments);
  }

  private static void answer(ServerSocketChannel server) {
    byte[] body = PEERS.getBytes(StandardCharsets.UTF_8);
    String head = "HTTP/1.1 200 OK\r\nContent-Length: " + body.length + "\r\n\r\n";
    try {
      while (true) {
        try (SocketChannel client = server.accept()) {
          client.read(ByteBuffer.allocate(1024));
          client.write(ByteBuffer.wrap(head.getBytes(StandardCharsets.US_ASCII)));
          client.write(ByteBuffer.wrap(body));
        }
      }
    } catch (IOException e) {
      // The rehearsal is over.
    }
  }
}
