package runnel.node.control;

import io.helidon.webserver.http.ServerRequest;
import java.time.Duration;
import java.util.Optional;

/** What the requests about downloads mean. */
record DownloadRoutes(ControlledNode node) {
  DownloadDocuments.Downloads list(ServerRequest request) {
    Parameters parameters = Parameters.of(request);
    return node.downloads()
        .list(parameters.number("after"), Duration.ofMillis(parameters.number("wait-ms")));
  }

  DownloadDocuments.Downloads add(ServerRequest request) {
    Parameters parameters = Parameters.of(request);
    Optional<String> path = parameters.text("path");
    Optional<String> content = parameters.text("content");
    if (path.isPresent() == content.isPresent()) {
      throw new UsageException("a download needs either 'path' or 'content' in its query");
    }
    return node.downloads()
        .add(
            new ControlledDownloads.Wanted(
                path, content, parameters.text("from"), parameters.text("to")));
  }

  DownloadDocuments.Downloads act(ControlledDownloads.Verb verb, ServerRequest request) {
    Parameters parameters = Parameters.of(request);
    return parameters.required("id").equals("all")
        ? node.downloads().actOnAll(verb)
        : node.downloads().act(verb, parameters.number("id"));
  }
}
