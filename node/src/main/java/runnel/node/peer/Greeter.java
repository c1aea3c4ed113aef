package runnel.node.peer;

import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import jakarta.json.bind.JsonbException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpStatus;
import runnel.indexd.api.Address;
import runnel.indexd.identity.PeerId;
import runnel.indexd.identity.ProvedKey;
import runnel.indexd.identity.UserName;
import runnel.indexd.tls.PeerHttp;

/**
 * Asks peers what they are called. The connection proves the key and the peer itself says the name,
 * so what the index says of either is not needed. Thread-safe.
 */
public final class Greeter {
  /** A name, an id and a version. */
  private static final int HELLO_BYTES_MAX = 4 << 10;

  private final PeerClients clients;
  private final Jsonb json = JsonbBuilder.create();

  public Greeter(PeerClients clients) {
    this.clients = clients;
  }

  /**
   * Who answered.
   *
   * @param name what it calls itself
   * @param key what it proved to have
   */
  public record Greeting(UserName name, ProvedKey key) {}

  /**
   * Greets the peer that is to be at the address; blocks.
   *
   * @return empty if it can't be reached, is another peer, or says nothing sensible
   */
  public Optional<Greeting> greet(PeerId peer, Address address) {
    HttpClientContext context = HttpClientContext.create();
    HttpGet get = new HttpGet(PeerPaths.HELLO);
    try (ClassicHttpResponse response = clients.open(peer, address, get, context)) {
      if (response.getCode() != HttpStatus.SC_OK || response.getEntity() == null) {
        return Optional.empty();
      }
      byte[] body = response.getEntity().getContent().readNBytes(HELLO_BYTES_MAX);
      UserName name = name(body);
      return Optional.of(new Greeting(name, PeerHttp.peerKey(context)));
    } catch (IOException | JsonbException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private UserName name(byte[] body) {
    HelloService.Hello hello =
        json.fromJson(new String(body, StandardCharsets.UTF_8), HelloService.Hello.class);
    if (hello == null || hello.name() == null) {
      throw new IllegalArgumentException("no name");
    }
    return new UserName(hello.name());
  }
}
