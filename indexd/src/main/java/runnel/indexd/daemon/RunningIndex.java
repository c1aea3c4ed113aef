package runnel.indexd.daemon;

import io.helidon.webserver.WebServer;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import runnel.indexd.api.Address;
import runnel.indexd.http.IndexService;
import runnel.indexd.identity.Identity;
import runnel.indexd.local.LocalIndex;
import runnel.indexd.local.LocalIndexSettings;
import runnel.indexd.tls.ListenerLimits;
import runnel.indexd.tls.PeerListener;
import runnel.indexd.wire.Paths;

/** A daemon that runs: an index over the store in its home, served at an address. */
final class RunningIndex implements AutoCloseable {
  private final Identity identity;
  private final String host;
  private final LocalIndex index;
  private final WebServer server;

  private RunningIndex(Identity identity, String host, LocalIndex index, WebServer server) {
    this.identity = identity;
    this.host = host;
    this.index = index;
    this.server = server;
  }

  /** Starts to serve. The address may have been made with {@link InetSocketAddress}'s port 0. */
  static RunningIndex start(Path home, InetSocketAddress listen) {
    Identity identity = Identity.open(home.resolve("identity"));
    LocalIndex index =
        LocalIndex.open(home.resolve("index"), LocalIndexSettings.of(identity.id(), true));
    index.stand(System.currentTimeMillis());
    try {
      WebServer server =
          PeerListener.server(identity, ListenerLimits.DEFAULT)
              .address(listen.getAddress())
              .port(listen.getPort())
              .routing(routing -> routing.register(Paths.ROOT, new IndexService(index)))
              .build()
              .start();
      return new RunningIndex(identity, listen.getHostString(), index, server);
    } catch (RuntimeException e) {
      index.close();
      throw e;
    }
  }

  Identity identity() {
    return identity;
  }

  Address address() {
    return new Address(host, server.port());
  }

  /** Wakes who waits, ends the listener, then closes the store. */
  @Override
  public void close() {
    index.endWaits();
    try {
      server.stop();
    } finally {
      index.close();
    }
  }
}
