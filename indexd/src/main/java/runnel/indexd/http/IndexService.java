package runnel.indexd.http;

import io.helidon.http.Status;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import runnel.indexd.api.Announcement;
import runnel.indexd.api.Cursor;
import runnel.indexd.api.Index;
import runnel.indexd.api.IndexLimits;
import runnel.indexd.api.SearchQuery;
import runnel.indexd.catalog.SignedHead;
import runnel.indexd.content.ContentId;
import runnel.indexd.content.Hash;
import runnel.indexd.identity.PeerId;
import runnel.indexd.local.LocalIndex;
import runnel.indexd.tls.PeerListener;
import runnel.indexd.wire.AnnouncementMessage;
import runnel.indexd.wire.ChangesMessage;
import runnel.indexd.wire.ContentIdsMessage;
import runnel.indexd.wire.Frames;
import runnel.indexd.wire.InfoMessage;
import runnel.indexd.wire.Json;
import runnel.indexd.wire.LeaseMessage;
import runnel.indexd.wire.ObjectIdsMessage;
import runnel.indexd.wire.OwnersMessage;
import runnel.indexd.wire.Parsing;
import runnel.indexd.wire.Paths;
import runnel.indexd.wire.PublicationMessage;
import runnel.indexd.wire.SearchAnswerMessage;
import runnel.indexd.wire.SearchMessage;
import runnel.indexd.wire.WitnessesMessage;

/**
 * The index's HTTP API, to be registered with a listener that {@link PeerListener} configured:
 *
 * <pre>{@code
 * routing.register(Paths.ROOT, new IndexService(index));
 * }</pre>
 *
 * <p>Thread-safe. The index belongs to the caller, who closes it after the listener.
 */
public final class IndexService implements HttpService {
  private static final int FRAMES_BYTES_MAX =
      IndexLimits.BYTES_PER_CALL + IndexLimits.OBJECTS_PER_CALL * Frames.HEADER_BYTES;

  /** One changes what many see of many names. */
  private static final int WITNESS_COST = 20;

  /** It takes the processor for milliseconds, not microseconds. */
  private static final int SEARCH_COST = 10;

  private final LocalIndex index;
  private final CallQuota quota;
  private final Traffic traffic;

  /** Serves within the usual limits. */
  public IndexService(LocalIndex index) {
    this(index, CallLimits.DEFAULT, Traffic.NONE);
  }

  /** Serves within these limits, and tells of what it does. */
  public IndexService(LocalIndex index, CallLimits limits, Traffic traffic) {
    this.index = index;
    this.quota = new CallQuota(limits, System::nanoTime);
    this.traffic = traffic;
  }

  @Override
  public void routing(HttpRules rules) {
    rules.get(Paths.INFO, served(Paths.INFO, this::info));
    rules.post(Paths.ANNOUNCE, served(Paths.ANNOUNCE, this::announce));
    rules.post(Paths.WITNESS, served(Paths.WITNESS, WITNESS_COST, this::witness));
    rules.post(Paths.LEAVE, served(Paths.LEAVE, this::leave));
    rules.get(Paths.CHANGES, served(Paths.CHANGES, this::changes));
    rules.post(Paths.PUBLISH, served(Paths.PUBLISH, this::publish));
    rules.post(Paths.OBJECTS, served(Paths.OBJECTS, this::put));
    rules.get(Paths.HEADS + "/{peer}", served(Paths.HEADS, this::head));
    rules.post(Paths.OWNERS, served(Paths.OWNERS, this::owners));
    rules.post(Paths.SEARCH, served(Paths.SEARCH, SEARCH_COST, this::search));
    rules.post(Paths.USERS + "/{peer}/objects", served(Paths.USERS, this::objects));
  }

  private Handler served(String path, Handler handler) {
    return served(path, 1, handler);
  }

  private Handler served(String path, int cost, Handler handler) {
    return new Served(new Served.Endpoint(path.substring(1), cost, handler), quota, traffic);
  }

  private void info(ServerRequest request, ServerResponse response) {
    Bodies.json(response, Status.OK_200, InfoMessage.of(as(request).info()));
  }

  private void announce(ServerRequest request, ServerResponse response) {
    Announcement said = Bodies.json(request, AnnouncementMessage.class).announcement();
    Bodies.json(response, Status.OK_200, LeaseMessage.of(as(request).announce(said)));
  }

  private void witness(ServerRequest request, ServerResponse response) {
    as(request).witness(Bodies.json(request, WitnessesMessage.class).parsed());
    response.status(Status.NO_CONTENT_204).send();
  }

  private void leave(ServerRequest request, ServerResponse response) {
    as(request).leave();
    response.status(Status.NO_CONTENT_204).send();
  }

  private void changes(ServerRequest request, ServerResponse response) {
    Optional<Long> epoch = number(request, "epoch");
    Optional<Long> revision = number(request, "revision");
    Duration wait = Duration.ofMillis(number(request, "wait-ms").orElse(0L));
    Optional<Cursor> since =
        epoch.isPresent() && revision.isPresent()
            ? Optional.of(new Cursor(epoch.get(), revision.get()))
            : Optional.empty();
    Bodies.json(response, Status.OK_200, ChangesMessage.of(as(request).changes(since, wait)));
  }

  private void publish(ServerRequest request, ServerResponse response) {
    byte[] body = Bodies.read(request, Paths.HEAD_BYTES_MAX);
    SignedHead head = Parsing.of("head", () -> SignedHead.parse(body));
    Bodies.json(response, Status.OK_200, PublicationMessage.of(as(request).publish(head)));
  }

  private void put(ServerRequest request, ServerResponse response) {
    byte[] body = Bodies.read(request, FRAMES_BYTES_MAX);
    as(request).put(Frames.decode(body, IndexLimits.OBJECTS_PER_CALL));
    response.status(Status.NO_CONTENT_204).send();
  }

  private void head(ServerRequest request, ServerResponse response) {
    Optional<SignedHead> head = as(request).head(peer(request));
    if (head.isPresent()) {
      Bodies.binary(response, head.get().bytes());
    } else {
      response.status(Status.NO_CONTENT_204).send();
    }
  }

  private void objects(ServerRequest request, ServerResponse response) {
    PeerId owner = peer(request);
    List<Hash> ids = Bodies.json(request, ObjectIdsMessage.class).hashes();
    Bodies.binary(response, Frames.encode(as(request).objects(owner, ids)));
  }

  private void owners(ServerRequest request, ServerResponse response) {
    List<ContentId> contents = Bodies.json(request, ContentIdsMessage.class).parsed();
    Bodies.json(response, Status.OK_200, OwnersMessage.of(as(request).owners(contents)));
  }

  private void search(ServerRequest request, ServerResponse response) {
    SearchQuery query = Bodies.json(request, SearchMessage.class).query();
    SearchAnswerMessage answer = SearchAnswerMessage.of(as(request).search(query));
    byte[] body = Json.write(answer);
    while (body.length > IndexLimits.BYTES_PER_CALL && answer.hits().size() > 1) {
      answer = answer.halved();
      body = Json.write(answer);
    }
    Bodies.json(response, body);
  }

  private Index as(ServerRequest request) {
    return index.as(PeerListener.caller(request).key());
  }

  private static PeerId peer(ServerRequest request) {
    String text = request.path().pathParameters().get("peer");
    return Parsing.of("peer id", () -> PeerId.parse(text));
  }

  private static Optional<Long> number(ServerRequest request, String name) {
    return request
        .query()
        .first(name)
        .asOptional()
        .map(text -> Parsing.of("query parameter " + name, () -> Long.parseUnsignedLong(text)));
  }
}
