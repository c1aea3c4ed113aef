package runnel.node.peer;

import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import runnel.indexd.content.ContentId;
import runnel.indexd.content.Hash;
import runnel.indexd.content.HashRange;
import runnel.indexd.content.ProofException;
import runnel.indexd.content.Proofs;
import runnel.node.cache.ByteRange;
import runnel.node.failure.NodeException;

/** Serves the bytes and proofs of shared content, as {@code node/PROTOCOL.md} says. */
public final class ContentService implements HttpService {
  private static final HeaderName HASHES = HeaderNames.create(PeerPaths.HASHES_HEADER);

  /** 4 KiB as base64: what a client takes in one header line. */
  private static final int HEADER_HASHES_MAX = 96;

  private final ContentShelf shelf;
  private final Serving serving;

  /**
   * @param serving bounds what is sent
   */
  public ContentService(ContentShelf shelf, Serving serving) {
    this.shelf = shelf;
    this.serving = serving;
  }

  @Override
  public void routing(HttpRules rules) {
    rules
        .post(
            PeerPaths.SMALL, (request, response) -> serving.inTurn(request, response, this::small))
        .get(
            PeerPaths.CONTENT + "/{id}",
            (request, response) -> serve(request, response, this::bytes))
        .get(
            PeerPaths.CONTENT + "/{id}/hashes",
            (request, response) -> serve(request, response, ContentService::hashes));
  }

  private interface Answer {
    void send(Asked asked) throws IOException;
  }

  /** A request for content that is there. */
  private record Asked(
      ServerRequest request, ServerResponse response, ContentId content, ContentShelf.Book book) {}

  private void small(ServerRequest request, ServerResponse response) throws IOException {
    byte[] body = request.content().inputStream().readNBytes(SmallContents.REQUEST_BYTES_MAX + 1);
    Optional<List<ContentId>> contents = SmallContents.parse(body);
    if (contents.isEmpty()) {
      Refusals.badRequest(response, "small contents are asked for by 1 to 256 ids of 40 bytes");
      return;
    }
    byte[] answer = SmallContents.answer(shelf, contents.get());
    serving.sending(Receiver.of(request), answer.length);
    response.header(HeaderNames.CONTENT_TYPE, "application/octet-stream");
    response.send(answer);
  }

  private void serve(ServerRequest request, ServerResponse response, Answer answer)
      throws IOException {
    serving.inTurn(request, response, (asked, told) -> serveContent(asked, told, answer));
  }

  private void serveContent(ServerRequest request, ServerResponse response, Answer answer)
      throws IOException {
    Optional<ContentId> content = parse(request.path().pathParameters().get("id"));
    if (content.isEmpty()) {
      Refusals.badRequest(response, "a content id is LENGTH-ROOT");
      return;
    }
    ContentShelf.Book open = shelf.open(content.get()).orElse(null);
    if (open == null) {
      Refusals.notFound(response);
      return;
    }
    try (ContentShelf.Book book = open) {
      answer.send(new Asked(request, response, content.get(), book));
    } catch (NodeException e) {
      RangeAnswer.changedMeanwhile(response, e);
    } catch (ProofException e) {
      Refusals.badRequest(response, "no such hashes: " + e.getMessage());
    }
  }

  /** The empty content is none here: there is nothing to fetch of it. */
  static Optional<ContentId> parse(String text) {
    try {
      return Optional.of(ContentId.parse(text)).filter(content -> content.length() > 0);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static void hashes(Asked asked) {
    String range =
        String.join(
            ";", parameter(asked, "layer"), parameter(asked, "index"), parameter(asked, "count"));
    Optional<HashRange> hashes = RangeHeader.hashes(range);
    if (hashes.isEmpty()) {
      Refusals.badRequest(asked.response(), "hashes are asked for by layer, index and count");
      return;
    }
    asked.response().header(HeaderNames.CONTENT_TYPE, "application/octet-stream");
    asked.response().send(HashList.bytes(proof(asked, hashes.get())));
  }

  private static String parameter(Asked asked, String name) {
    return asked.request().query().first(name).orElse("");
  }

  private void bytes(Asked asked) throws IOException {
    String header = asked.request().headers().first(HeaderNames.RANGE).orElse("bytes=0-");
    Optional<ByteRange> range = RangeHeader.bytes(header, asked.content().length());
    if (range.isEmpty()) {
      Refusals.rangeNotSatisfiable(asked.response());
      return;
    }
    RangeAnswer answer = new RangeAnswer(range.get(), asked.book()::read, serving);
    if (!addProof(asked)) {
      Refusals.badRequest(asked.response(), "Runnel-Hashes is LAYER;INDEX;COUNT, 4 KiB at most");
      return;
    }
    answer.send(asked.response(), Receiver.of(asked.request()), asked.content().length());
  }

  /** Adds the proof that was asked for, if one was; false if it was asked for wrongly. */
  private static boolean addProof(Asked asked) {
    Optional<String> header = asked.request().headers().first(HASHES);
    if (header.isEmpty()) {
      return true;
    }
    Optional<HashRange> hashes = RangeHeader.hashes(header.get());
    if (hashes.isEmpty() || Proofs.size(asked.content(), hashes.get()) > HEADER_HASHES_MAX) {
      return false;
    }
    byte[] proof = HashList.bytes(proof(asked, hashes.get()));
    asked.response().header(HASHES, Base64.getEncoder().encodeToString(proof));
    return true;
  }

  private static List<Hash> proof(Asked asked, HashRange range) {
    return Proofs.prove(asked.content(), range, asked.book().hashes());
  }
}
