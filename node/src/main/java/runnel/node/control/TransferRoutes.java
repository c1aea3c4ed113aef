package runnel.node.control;

import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.ServerRequest;
import java.util.function.Function;
import java.util.function.Supplier;

/** The routes of reading, its cache and its limits. */
record TransferRoutes(
    Supplier<TransferControl> node, Function<Function<ServerRequest, ?>, Handler> answer) {
  void add(HttpRules rules) {
    rules
        .get("/v1/why", on(asked -> control().why(asked.text("path"))))
        .get("/v1/ping", on(asked -> control().ping(asked.required("peer"))))
        .get("/v1/cache", on(asked -> control().cache()))
        .post("/v1/cache/clear", on(asked -> control().clearCache()))
        .post("/v1/cache/pin", on(asked -> control().pin(asked.required("path"))))
        .post("/v1/cache/unpin", on(asked -> control().unpin(asked.required("path"))))
        .get("/v1/config", on(asked -> control().settings()))
        .post("/v1/config/set", on(this::set))
        .post("/v1/config/unset", on(asked -> control().unset(asked.required("key"))));
  }

  private TransferDocuments.Setting set(Parameters asked) {
    return control().set(asked.required("key"), asked.required("value"));
  }

  private TransferControl control() {
    return node.get();
  }

  private Handler on(Function<Parameters, ?> question) {
    return answer.apply(request -> question.apply(Parameters.of(request)));
  }
}
