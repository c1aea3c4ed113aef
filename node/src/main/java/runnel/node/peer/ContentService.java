package runnel.node.peer;

import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import runnel.indexd.content.ContentId;
import runnel.indexd.content.Hash;
import runnel.indexd.content.HashRange;
import runnel.indexd.content.ProofException;
import runnel.indexd.content.Proofs;
import runnel.indexd.identity.PeerId;
import runnel.indexd.quota.Places;
import runnel.indexd.tls.PeerListener;
import runnel.node.cache.ByteRange;
import runnel.node.failure.NodeException;
import runnel.node.limits.Slots;
import runnel.node.limits.Throttle;

/** Serves the bytes and proofs of shared content, as {@code node/PROTOCOL.md} says. */
public final class ContentService implements HttpService {
  private static final HeaderName HASHES = HeaderNames.create(PeerPaths.HASHES_HEADER);

  /** 4 KiB as base64: what a client takes in one header line. */
  private static final int HEADER_HASHES_MAX = 96;

  /** A reader has 8 requests under way; several of its programs may read at once. */
  private static final int REQUESTS_PER_PEER = 32;

  /** A piece that stays in the processor's cache between disk, checks and TLS. */
  private static final int PIECE_BYTES = 128 << 10;

  /** Shorter than what a reader takes for silence. */
  private static final Duration SLOT_WITHIN = Duration.ofSeconds(4);

  private final ContentShelf shelf;
  private final Throttle throttle;
  private final Slots slots;
  private final Places<PeerId> quota = new Places<>(REQUESTS_PER_PEER);
  private final LongAdder bytesServed = new LongAdder();

  /**
   * @param throttle holds back what is sent
   * @param slots bounds how many requests are served at a time
   */
  public ContentService(ContentShelf shelf, Throttle throttle, Slots slots) {
    this.shelf = shelf;
    this.throttle = throttle;
    this.slots = slots;
  }

  /** Bytes of content that were sent since the start. */
  public long bytesServed() {
    return bytesServed.sum();
  }

  @Override
  public void routing(HttpRules rules) {
    rules
        .post(PeerPaths.SMALL, (request, response) -> inTurn(request, response, this::small))
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

  /** Answers while a place is held. */
  private interface Served {
    void serve(ServerRequest request, ServerResponse response) throws IOException;
  }

  private void inTurn(ServerRequest request, ServerResponse response, Served served)
      throws IOException {
    PeerId peer = PeerListener.caller(request).id();
    if (!quota.enter(peer)) {
      Refusals.busy(response);
      return;
    }
    try {
      if (!enter(peer)) {
        Refusals.busy(response);
        return;
      }
      try {
        served.serve(request, response);
      } finally {
        slots.leave(peer);
      }
    } finally {
      quota.leave(peer);
    }
  }

  private void small(ServerRequest request, ServerResponse response) throws IOException {
    byte[] body = request.content().inputStream().readNBytes(SmallContents.REQUEST_BYTES_MAX + 1);
    Optional<List<ContentId>> contents = SmallContents.parse(body);
    if (contents.isEmpty()) {
      Refusals.badRequest(response, "small contents are asked for by 1 to 256 ids of 40 bytes");
      return;
    }
    byte[] answer = SmallContents.answer(shelf, contents.get());
    holdBack(PeerListener.caller(request).id(), answer.length);
    response.header(HeaderNames.CONTENT_TYPE, "application/octet-stream");
    bytesServed.add(answer.length);
    response.send(answer);
  }

  private void serve(ServerRequest request, ServerResponse response, Answer answer)
      throws IOException {
    inTurn(request, response, (asked, told) -> serveContent(asked, told, answer));
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
      changedMeanwhile(response, e);
    } catch (ProofException e) {
      Refusals.badRequest(response, "no such hashes: " + e.getMessage());
    }
  }

  private boolean enter(PeerId peer) {
    try {
      return slots.enter(peer, SLOT_WITHIN);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false; // The server ends.
    }
  }

  private static void changedMeanwhile(ServerResponse response, NodeException e) {
    if (response.isSent() || response.bytesWritten() > 0) {
      throw new CloseConnectionException("the file changed while it was being sent", e);
    }
    Refusals.notFound(response);
  }

  /** The empty content is none here: there is nothing to fetch of it. */
  private static Optional<ContentId> parse(String text) {
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
    // Before anything of the answer: a file that changed by now is still as if it were not there.
    int most = throttle.piece(PIECE_BYTES);
    byte[] piece = new byte[(int) Math.min(most, range.get().length())];
    asked.book().read(range.get().offset(), ByteBuffer.wrap(piece));
    if (!addProof(asked)) {
      Refusals.badRequest(asked.response(), "Runnel-Hashes is LAYER;INDEX;COUNT, 4 KiB at most");
      return;
    }
    begin(asked, range.get());
    send(asked, range.get(), piece);
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

  private static void begin(Asked asked, ByteRange range) {
    long length = asked.content().length();
    asked
        .response()
        .status(206)
        .header(HeaderNames.CONTENT_TYPE, "application/octet-stream")
        .header(
            HeaderNames.CONTENT_RANGE,
            "bytes " + range.offset() + "-" + (range.end() - 1) + "/" + length)
        .header(HeaderNames.CONTENT_LENGTH, Long.toString(range.length()));
  }

  /** Sends the first piece, which is read already, and the others, for which it is the buffer. */
  private void send(Asked asked, ByteRange range, byte[] piece) throws IOException {
    // Closed only at the end: what ends early must break the connection, not look whole.
    OutputStream out = asked.response().outputStream();
    PeerId peer = PeerListener.caller(asked.request()).id();
    int read = piece.length;
    for (long at = range.offset(); at < range.end(); at += read) {
      if (at > range.offset()) {
        read = (int) Math.min(throttle.piece(piece.length), range.end() - at);
        asked.book().read(at, ByteBuffer.wrap(piece, 0, read));
      }
      holdBack(peer, read);
      out.write(piece, 0, read);
      bytesServed.add(read);
    }
    out.close();
  }

  private void holdBack(PeerId peer, int bytes) {
    try {
      throttle.await(peer, bytes);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CloseConnectionException("the server ends", e);
    }
  }
}
