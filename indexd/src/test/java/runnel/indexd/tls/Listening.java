package runnel.indexd.tls;

import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.HttpRouting;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import runnel.indexd.identity.Identity;

/** A running listener as nodes and indexes use it, which answers /who with the caller's id. */
final class Listening implements AutoCloseable {
  final Identity identity;
  final AtomicInteger answered = new AtomicInteger();
  private final WebServer server;

  Listening(
      Identity identity, ListenerLimits limits, int port, Consumer<HttpRouting.Builder> more) {
    this.identity = identity;
    HttpRouting.Builder routing = HttpRouting.builder();
    routing.get(
        "/who",
        (request, response) -> {
          var _ = answered.incrementAndGet();
          response.send(
              PeerListener.caller(request).id().text().getBytes(StandardCharsets.US_ASCII));
        });
    more.accept(routing);
    this.server =
        PeerListener.server(identity, limits)
            .address(InetAddress.getLoopbackAddress())
            .port(port)
            .routing(routing)
            .build()
            .start();
  }

  static Listening start() {
    return new Listening(Identity.create(), ListenerLimits.DEFAULT, 0, _ -> {});
  }

  int port() {
    return server.port();
  }

  String uri(String path) {
    return "https://127.0.0.1:" + port() + path;
  }

  @Override
  public void close() {
    server.stop();
  }
}
