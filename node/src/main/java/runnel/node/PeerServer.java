package runnel.node;

import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.HttpService;
import java.net.InetSocketAddress;
import java.util.List;
import runnel.indexd.api.Address;
import runnel.indexd.identity.Identity;
import runnel.indexd.tls.ListenerLimits;
import runnel.indexd.tls.PeerListener;
import runnel.node.failure.NodeException;

/** The one port of a node that other machines reach. */
final class PeerServer implements AutoCloseable {
  /** How many ports above the usual one are tried where several nodes share a host. */
  private static final int PORTS_TRIED = 20;

  private final WebServer server;
  private final InetSocketAddress bound;

  private PeerServer(WebServer server, InetSocketAddress bound) {
    this.server = server;
    this.bound = bound;
  }

  /** Starts on the address that was asked for, or on the usual port or one soon after it. */
  static PeerServer start(NodeSettings settings, Identity identity, List<HttpService> services) {
    Address first = settings.listen().orElse(NodeSettings.USUAL_LISTEN);
    int tries = settings.listen().isPresent() ? 1 : PORTS_TRIED;
    RuntimeException last = null;
    for (int i = 0; i < tries; i++) {
      Address address = new Address(first.host(), first.port() + i);
      try {
        return start(address, identity, services);
      } catch (RuntimeException e) {
        last = e;
      }
    }
    throw new NodeException(
        NodeException.Kind.REFUSED,
        "could not listen on %s: %s; choose another address with --listen"
            .formatted(first, reason(last)),
        last);
  }

  /** Where it listens, with the real port. */
  InetSocketAddress bound() {
    return bound;
  }

  @Override
  public void close() {
    server.stop();
  }

  private static PeerServer start(Address address, Identity identity, List<HttpService> services) {
    InetSocketAddress bind = new InetSocketAddress(address.host(), address.port());
    WebServer server =
        PeerListener.server(identity, ListenerLimits.DEFAULT)
            .bindAddress(bind)
            .routing(routing -> services.forEach(routing::register))
            .build()
            .start();
    return new PeerServer(server, new InetSocketAddress(bind.getAddress(), server.port()));
  }

  private static String reason(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root.getMessage();
  }
}
