package runnel.node;

import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.HttpService;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.SocketException;
import java.util.List;
import java.util.Optional;
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
    IOException last = new IOException("no port is left");
    for (int i = 0; i < tries; i++) {
      Address address = new Address(first.host(), first.port() + i);
      if (tries > 1 && isIndex(address, settings.index())) {
        continue;
      }
      try {
        requireFree(address);
        return start(address, identity, services);
      } catch (IOException e) {
        last = e;
      }
    }
    throw new NodeException(
        NodeException.Kind.REFUSED,
        "could not listen on %s: %s; choose another address with --listen"
            .formatted(first, last.getMessage()),
        last);
  }

  /** The index's own port on this machine, which must be left to it while it is away. */
  static boolean isIndex(Address address, Optional<Address> index) {
    return index
        .filter(where -> where.port() == address.port())
        .map(where -> new InetSocketAddress(where.host(), where.port()).getAddress())
        .filter(PeerServer::isHere)
        .isPresent();
  }

  private static boolean isHere(InetAddress host) {
    try {
      return host.isLoopbackAddress() || NetworkInterface.getByInetAddress(host) != null;
    } catch (SocketException e) {
      return false;
    }
  }

  /** Helidon tells why it can't listen by a stack trace in the log only, so this asks first. */
  private static void requireFree(Address address) throws IOException {
    InetSocketAddress bind = new InetSocketAddress(address.host(), address.port());
    if (bind.isUnresolved()) {
      throw new IOException("there is no host of that name");
    }
    try (ServerSocket probe = new ServerSocket()) {
      probe.bind(bind);
    }
  }

  /** Where it listens, with the real port. */
  InetSocketAddress bound() {
    return bound;
  }

  @Override
  public void close() {
    server.stop();
  }

  private static PeerServer start(Address address, Identity identity, List<HttpService> services)
      throws IOException {
    InetSocketAddress bind = new InetSocketAddress(address.host(), address.port());
    WebServer server =
        PeerListener.server(identity, ListenerLimits.DEFAULT)
            .bindAddress(bind)
            .routing(routing -> services.forEach(routing::register))
            .build()
            .start();
    if (server.port() < 1) {
      throw new IOException("somebody else took it just now"); // Helidon does not throw.
    }
    return new PeerServer(server, new InetSocketAddress(bind.getAddress(), server.port()));
  }
}
