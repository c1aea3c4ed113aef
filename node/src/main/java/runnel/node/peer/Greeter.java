package runnel.node.peer;

import java.io.IOException;
import java.util.Optional;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpStatus;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import runnel.indexd.api.Address;
import runnel.indexd.identity.PeerId;
import runnel.indexd.tls.PeerHttp;

/**
 * Asks peers what they are called. The connection proves the key and the peer itself says the name,
 * so what the index says of either is not needed. Thread-safe.
 */
public final class Greeter {
  private final PeerClients clients;
  private final Hellos hellos = new Hellos();

  public Greeter(PeerClients clients) {
    this.clients = clients;
  }

  /**
   * Greets the peer that is to be at the address; blocks.
   *
   * @return empty if it can't be reached, is another peer, or says nothing sensible
   */
  public Optional<Greeting> greet(PeerId peer, Address address) {
    return send(peer, address, new HttpGet(PeerPaths.HELLO));
  }

  /** The same, and says who asks. */
  public Optional<Greeting> visit(PeerId peer, Address address, Hello own) {
    HttpPost post = new HttpPost(PeerPaths.HELLO);
    post.setEntity(new ByteArrayEntity(hellos.write(own), ContentType.APPLICATION_JSON));
    return send(peer, address, post);
  }

  private Optional<Greeting> send(PeerId peer, Address address, HttpUriRequestBase request) {
    HttpClientContext context = HttpClientContext.create();
    try (ClassicHttpResponse response = clients.open(peer, address, request, context)) {
      if (response.getCode() != HttpStatus.SC_OK || response.getEntity() == null) {
        return Optional.empty();
      }
      byte[] body = response.getEntity().getContent().readNBytes(Hellos.BYTES_MAX);
      return Optional.of(hellos.read(body, PeerHttp.peerKey(context)));
    } catch (IOException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
