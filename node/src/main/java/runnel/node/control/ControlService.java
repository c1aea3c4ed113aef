package runnel.node.control;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.Function;
import java.util.function.Supplier;
import runnel.node.failure.FailureTables;
import runnel.node.failure.NodeException;

/** The routes of the control API. */
final class ControlService implements HttpService {
  private static final System.Logger LOG = System.getLogger(ControlService.class.getName());

  /** Hits in an answer to who does not say how many he wants. */
  private static final int SEARCH_LIMIT = 50;

  private final Jsonb json = JsonbBuilder.create();
  private final ControlledNode node;
  private final DownloadRoutes downloads;

  ControlService(ControlledNode node) {
    this.node = node;
    this.downloads = new DownloadRoutes(node);
  }

  @Override
  public void routing(HttpRules rules) {
    rules
        .get("/v1/status", answering(node::status))
        .get("/v1/peers", answering(node::peers))
        .get("/v1/ls", answering(request -> node.list(path(request))))
        .get("/v1/info", answering(request -> node.info(path(request))))
        .get("/v1/search", answering(this::search))
        .get("/v1/trust", answering(node::trust))
        .post("/v1/trust/accept", answering(this::accept))
        .post("/v1/trust/remove", answering(this::forget))
        .get("/v1/events", answering(this::events))
        .get("/v1/doctor", answering(node::doctor))
        .get("/v1/downloads", answering(downloads::list))
        .post("/v1/downloads", answering(downloads::add))
        .post("/v1/downloads/pause", acting(ControlledDownloads.Verb.PAUSE))
        .post("/v1/downloads/resume", acting(ControlledDownloads.Verb.RESUME))
        .post("/v1/downloads/cancel", acting(ControlledDownloads.Verb.CANCEL))
        .post("/v1/downloads/retry", acting(ControlledDownloads.Verb.RETRY))
        .get("/v1/share", answering(node::share))
        .post("/v1/share/rescan", answering(this::rescan))
        .post("/v1/share/add", answering(this::addToShare))
        .post("/v1/share/remove", answering(this::removeFromShare))
        .post("/v1/mount", answering(node::mount))
        .post("/v1/down", this::down);
    new TransferRoutes(node::transfers, this::answering).add(rules);
  }

  private void down(ServerRequest request, ServerResponse response) {
    response.status(202);
    response.whenSent(node::stop);
    send(response, "{}");
  }

  private ControlDocuments.Share rescan(ServerRequest request) {
    return node.rescan(Parameters.of(request).flag("accept-empty"));
  }

  private ControlDocuments.Import addToShare(ServerRequest request) {
    Parameters parameters = Parameters.of(request);
    return node.addToShare(parameters.absolutePath("path"), parameters.text("as"));
  }

  private ControlDocuments.Import removeFromShare(ServerRequest request) {
    return node.removeFromShare(Parameters.of(request).required("name"));
  }

  private SearchDocuments.Found search(ServerRequest request) {
    Parameters parameters = Parameters.of(request);
    int limit = parameters.count("limit").orElse(SEARCH_LIMIT);
    return node.search(parameters.required("query"), parameters.count("offset").orElse(0), limit);
  }

  private static String path(ServerRequest request) {
    return Parameters.of(request).text("path").orElse("/");
  }

  private PeopleDocuments.Decision accept(ServerRequest request) {
    Parameters parameters = Parameters.of(request);
    return node.accept(parameters.required("subject"), parameters.text("key"));
  }

  private PeopleDocuments.Decision forget(ServerRequest request) {
    return node.forget(Parameters.of(request).required("subject"));
  }

  private PeopleDocuments.Events events(ServerRequest request) {
    Parameters parameters = Parameters.of(request);
    return node.events(
        parameters.number("epoch"),
        parameters.number("after"),
        Duration.ofMillis(parameters.number("wait-ms")));
  }

  private Handler acting(ControlledDownloads.Verb verb) {
    return answering(request -> downloads.act(verb, request));
  }

  private Handler answering(Supplier<?> answer) {
    return answering(request -> answer.get());
  }

  private Handler answering(Function<ServerRequest, ?> answer) {
    // Sent outside of what answers: a client that is gone by then is no failure of the request.
    return (request, response) -> {
      Reply reply = reply(request, answer);
      response.status(reply.status());
      send(response, reply.json());
    };
  }

  private record Reply(int status, String json) {}

  private Reply reply(ServerRequest request, Function<ServerRequest, ?> answer) {
    try {
      return new Reply(200, json.toJson(answer.apply(request)));
    } catch (UsageException e) {
      ControlDocuments.Failure failure = new ControlDocuments.Failure("USAGE", e.getMessage());
      return new Reply(UsageException.HTTP_STATUS, json.toJson(failure));
    } catch (NodeException e) {
      return failed(e.kind(), e.getMessage());
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.ERROR, "a control request failed: " + request.path(), e);
      return failed(NodeException.Kind.FAILED, "unexpected: " + e);
    }
  }

  private Reply failed(NodeException.Kind kind, String message) {
    ControlDocuments.Failure failure = new ControlDocuments.Failure(kind.name(), message);
    return new Reply(FailureTables.httpStatus(kind), json.toJson(failure));
  }

  private static void send(ServerResponse response, String json) {
    response.header(HeaderNames.CONTENT_TYPE, "application/json");
    response.send(json.getBytes(StandardCharsets.UTF_8));
  }
}
