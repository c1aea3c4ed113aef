package runnel.node.peer;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.LongSupplier;
import runnel.indexd.content.ContentId;
import runnel.indexd.identity.PeerId;
import runnel.indexd.quota.Places;
import runnel.indexd.tls.PeerListener;

/**
 * Tells who reads what this node shares, and what this node has of what others share, as {@code
 * node/PROTOCOL.md} says.
 */
public final class ReadersService implements HttpService {
  /** Both answers are short; a reader of several contents asks about each. */
  private static final int REQUESTS_PER_PEER = 16;

  private final ContentShelf own;
  private final HeldContents held;
  private final Readers readers;
  private final Jsonb json = JsonbBuilder.create();
  private final Places<PeerId> quota = new Places<>(REQUESTS_PER_PEER);

  /**
   * @param own what this node itself shares with everybody, not what it passes on
   * @param nanoTime a monotonic clock, as {@code System::nanoTime}
   */
  public ReadersService(ContentShelf own, HeldContents held, LongSupplier nanoTime) {
    this.own = own;
    this.held = held;
    this.readers = new Readers(nanoTime, () -> ThreadLocalRandom.current().nextLong());
  }

  @Override
  public void routing(HttpRules rules) {
    rules
        .post(
            PeerPaths.CONTENT + "/{id}/readers",
            (request, response) -> serve(request, response, this::readers))
        .get(
            PeerPaths.CONTENT + "/{id}/nodes",
            (request, response) -> serve(request, response, this::nodes));
  }

  private interface Answer {
    void send(ContentId content, PeerId peer, ServerResponse response);
  }

  private void serve(ServerRequest request, ServerResponse response, Answer answer) {
    PeerId peer = PeerListener.caller(request).id();
    Optional<ContentId> content = ContentService.parse(request.path().pathParameters().get("id"));
    if (content.isEmpty()) {
      Refusals.badRequest(response, "a content id is LENGTH-ROOT");
      return;
    }
    if (!quota.enter(peer)) {
      Refusals.busy(response);
      return;
    }
    try {
      answer.send(content.get(), peer, response);
    } finally {
      quota.leave(peer);
    }
  }

  private void readers(ContentId content, PeerId peer, ServerResponse response) {
    Optional<ContentShelf.Book> book = own.open(content);
    if (book.isEmpty()) {
      Refusals.notFound(response);
      return;
    }
    book.get().close();
    response.header(HeaderNames.CONTENT_TYPE, "application/json");
    response.send(json.toJson(readers.note(content, peer)).getBytes(StandardCharsets.UTF_8));
  }

  private void nodes(ContentId content, PeerId peer, ServerResponse response) {
    Optional<BitSet> nodes = held.nodes(content, NodeMap.layer(content));
    if (nodes.isEmpty()) {
      Refusals.notFound(response);
      return;
    }
    response.header(HeaderNames.CONTENT_TYPE, "application/octet-stream");
    response.send(NodeMap.write(content, nodes.get()));
  }
}
