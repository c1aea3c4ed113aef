package runnel.indexd.remote;

import io.helidon.webserver.WebServer;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import runnel.indexd.api.Address;
import runnel.indexd.http.IndexService;
import runnel.indexd.identity.Identity;
import runnel.indexd.local.FakeClock;
import runnel.indexd.local.TestIndex;
import runnel.indexd.tls.ListenerLimits;
import runnel.indexd.tls.PeerListener;
import runnel.indexd.wire.Paths;

/** A test index behind a real listener on the loopback, with its clients. */
final class ServedIndex implements AutoCloseable {
  private final TestIndex index;
  private final WebServer server;
  private final Map<Identity, RemoteIndex> clients = new HashMap<>();

  ServedIndex(Path folder, Identity host, FakeClock clock) {
    index = new TestIndex(folder, host.id(), clock);
    server =
        PeerListener.server(host, ListenerLimits.DEFAULT)
            .address(InetAddress.getLoopbackAddress())
            .port(0)
            .routing(routing -> routing.register(Paths.ROOT, new IndexService(index.index())))
            .build()
            .start();
  }

  RemoteIndex as(Identity peer) {
    return clients.computeIfAbsent(
        peer, caller -> RemoteIndex.connect(address(), caller, Optional.empty()));
  }

  Address address() {
    return new Address("127.0.0.1", server.port());
  }

  void pass(Duration time) {
    index.pass(time);
  }

  @Override
  public void close() {
    clients.values().forEach(RemoteIndex::close);
    stop();
  }

  /** Ends the index, not its clients. */
  void stop() {
    index.index().endWaits();
    server.stop();
    index.close();
  }
}
