package runnel.node.peer;

import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import runnel.indexd.api.Address;
import runnel.indexd.tls.PeerListener;

/**
 * Says who this node is, and hears it of whoever asks and says so: a node that nobody told of
 * another learns of it when that one looks for the way.
 */
public final class HelloService implements HttpService {
  private final Hellos hellos = new Hellos();
  private final Supplier<Hello> own;
  private final BiConsumer<Greeting, Address> visited;

  /**
   * @param visited takes what a visitor said, and the address where it answers if it says so truly;
   *     returns at once
   */
  public HelloService(Supplier<Hello> own, BiConsumer<Greeting, Address> visited) {
    this.own = own;
    this.visited = visited;
  }

  @Override
  public void routing(HttpRules rules) {
    rules.get(PeerPaths.HELLO, (request, response) -> answer(response));
    rules.post(PeerPaths.HELLO, this::visit);
  }

  private void visit(ServerRequest request, ServerResponse response) throws IOException {
    try {
      byte[] body = request.content().inputStream().readNBytes(Hellos.BYTES_MAX);
      Greeting greeting = hellos.read(body, PeerListener.caller(request));
      greeting
          .port()
          .map(port -> address(request, port))
          .ifPresent(at -> visited.accept(greeting, at));
    } catch (IllegalArgumentException e) {
      response.status(Status.BAD_REQUEST_400).send("not a hello: " + e.getMessage() + "\n");
      return;
    }
    answer(response);
  }

  private void answer(ServerResponse response) {
    response.header(HeaderNames.CONTENT_TYPE, "application/json");
    response.send(hellos.write(own.get()));
  }

  /** Whence it came: that is no other's address, so nobody can be made to be dialled by this. */
  private static Address address(ServerRequest request, int port) {
    InetSocketAddress from = (InetSocketAddress) request.remotePeer().address();
    return new Address(from.getAddress().getHostAddress(), port);
  }
}
