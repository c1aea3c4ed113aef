package runnel.node.peer;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;

/** Says who this node is. */
public final class HelloService implements HttpService {
  private final Jsonb json = JsonbBuilder.create();
  private final Supplier<Hello> hello;

  public HelloService(Supplier<Hello> hello) {
    this.hello = hello;
  }

  /** What a node says of itself; the key behind it is the connection's. */
  public record Hello(String name, String peerId, String version) {}

  @Override
  public void routing(HttpRules rules) {
    rules.get(
        PeerPaths.HELLO,
        (request, response) -> {
          response.header(HeaderNames.CONTENT_TYPE, "application/json");
          response.send(json.toJson(hello.get()).getBytes(StandardCharsets.UTF_8));
        });
  }
}
