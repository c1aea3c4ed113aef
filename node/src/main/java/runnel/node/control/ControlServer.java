package runnel.node.control;

import io.helidon.webserver.WebServer;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import runnel.node.failure.NodeException;

/** Serves the control API on a Unix domain socket. */
public final class ControlServer implements AutoCloseable {
  private static final int REQUEST_BYTES_MAX = 64 << 10;
  private static final int CONNECTIONS_MAX = 64;

  private final WebServer server;
  private final Path socket;

  private ControlServer(WebServer server, Path socket) {
    this.server = server;
    this.socket = socket;
  }

  /**
   * Starts to serve.
   *
   * @param socket in a folder that only this user may enter; a stale file there is removed, so the
   *     caller holds the home's lock
   */
  public static ControlServer start(Path socket, ControlledNode node) {
    try {
      Files.deleteIfExists(socket);
    } catch (IOException e) {
      throw new NodeException(
          NodeException.Kind.FAILED, "could not remove the stale control socket " + socket, e);
    }
    WebServer server =
        WebServer.builder()
            .bindAddress(UnixDomainSocketAddress.of(socket))
            .shutdownHook(false)
            .maxPayloadSize(REQUEST_BYTES_MAX)
            .maxTcpConnections(CONNECTIONS_MAX)
            .idleConnectionTimeout(Duration.ofSeconds(30))
            .routing(routing -> routing.register(new ControlService(node)))
            .build()
            .start();
    return new ControlServer(server, socket);
  }

  @Override
  public void close() {
    server.stop();
    try {
      Files.deleteIfExists(socket);
    } catch (IOException e) {
      System.getLogger(ControlServer.class.getName())
          .log(
              System.Logger.Level.WARNING,
              "could not remove the control socket: {0}",
              e.getMessage());
    }
  }
}
