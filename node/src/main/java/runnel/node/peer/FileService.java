package runnel.node.peer;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.util.HexFormat;
import java.util.Optional;
import runnel.indexd.catalog.VersionTag;
import runnel.node.cache.ByteRange;
import runnel.node.failure.NodeException;

/**
 * Serves files by path and version, which can be read before they are hashed, as {@code
 * node/PROTOCOL.md} says. Nothing proves these bytes but the connection to their owner.
 */
public final class FileService implements HttpService {
  /** The longest path that a catalog has. */
  private static final int PATH_CHARS_MAX = 4096;

  private final FileShelf shelf;
  private final Serving serving;

  /**
   * @param serving bounds what is sent
   */
  public FileService(FileShelf shelf, Serving serving) {
    this.shelf = shelf;
    this.serving = serving;
  }

  @Override
  public void routing(HttpRules rules) {
    rules.get(
        PeerPaths.FILES + "/{version}",
        (request, response) -> serving.inTurn(request, response, this::serve));
  }

  private void serve(ServerRequest request, ServerResponse response) throws IOException {
    Optional<VersionTag> version = parse(request.path().pathParameters().get("version"));
    String path = request.query().first("path").orElse("");
    if (version.isEmpty() || path.isEmpty() || path.length() > PATH_CHARS_MAX) {
      Refusals.badRequest(response, "a file is VERSION, 32 hexadecimal digits, and ?path=");
      return;
    }
    FileShelf.Version open = shelf.open(path, version.get()).orElse(null);
    if (open == null) {
      Refusals.notFound(response);
      return;
    }
    try (FileShelf.Version file = open) {
      answer(file, request, response);
    } catch (NodeException e) {
      RangeAnswer.changedMeanwhile(response, e);
    }
  }

  private void answer(FileShelf.Version file, ServerRequest request, ServerResponse response)
      throws IOException {
    String header = request.headers().first(HeaderNames.RANGE).orElse("bytes=0-");
    Optional<ByteRange> range = RangeHeader.bytes(header, file.length());
    if (range.isEmpty()) {
      Refusals.rangeNotSatisfiable(response);
      return;
    }
    new RangeAnswer(range.get(), file::read, serving)
        .send(response, Receiver.of(request), file.length());
  }

  private static Optional<VersionTag> parse(String text) {
    try {
      return Optional.of(VersionTag.of(HexFormat.of().parseHex(text)));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
