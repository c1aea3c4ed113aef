package runnel.indexd.remote;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.io.CloseMode;
import runnel.indexd.api.Address;
import runnel.indexd.api.IndexException;
import runnel.indexd.api.IndexException.Kind;
import runnel.indexd.identity.Identity;
import runnel.indexd.identity.PeerId;
import runnel.indexd.identity.ProvedKey;
import runnel.indexd.tls.Deadline;
import runnel.indexd.tls.HttpTimeouts;
import runnel.indexd.tls.PeerHttp;
import runnel.indexd.tls.WrongKeyException;
import runnel.indexd.tls.WrongNetworkException;
import runnel.indexd.wire.ErrorMessage;
import runnel.indexd.wire.InfoMessage;
import runnel.indexd.wire.Json;
import runnel.indexd.wire.WireException;

/** Makes calls and turns whatever goes wrong into an {@link IndexException}. */
final class IndexHttp implements AutoCloseable {
  /** Each alone is below the five seconds in which an index must be known to be gone. */
  private static final HttpTimeouts TIMEOUTS =
      new HttpTimeouts(Duration.ofMillis(1_500), Duration.ofSeconds(3), Duration.ofSeconds(4));

  private static final int STATUS_ERRORS = 400;
  private static final int STATUS_SERVER_ERRORS = 500;

  private final Address address;
  private final CloseableHttpClient client;

  IndexHttp(Address address, Identity identity, Optional<PeerId> expected) {
    this.address = address;
    this.client = PeerHttp.client(identity, expected, TIMEOUTS);
  }

  /** Returns the key of whoever answers the call. */
  ProvedKey whoAnswers(Call call) {
    HttpClientContext context = HttpClientContext.create();
    var _ = send(call, context);
    return peerKey(context);
  }

  /** Returns the key of whoever answers an info call, if it says of itself what the key says. */
  ProvedKey meet(Call info) {
    HttpClientContext context = HttpClientContext.create();
    byte[] answer = send(info, context);
    ProvedKey met = peerKey(context);
    PeerId said = understood(answer, bytes -> Json.read(bytes, InfoMessage.class).info().id());
    if (!said.equals(met.id())) {
      throw new IndexException(
          Kind.WRONG_KEY,
          "the index at %s says it is %s, and has the key of %s: somebody stands in between"
              .formatted(address, said, met));
    }
    return met;
  }

  private ProvedKey peerKey(HttpClientContext context) {
    try {
      return PeerHttp.peerKey(context);
    } catch (IOException e) {
      throw unavailable(e);
    }
  }

  <M, T> T json(Call call, Class<M> type, Function<M, T> meaning) {
    return bytes(call, bytes -> meaning.apply(Json.read(bytes, type)));
  }

  <T> T bytes(Call call, Function<byte[], T> meaning) {
    return understood(send(call), meaning);
  }

  byte[] send(Call call) {
    return send(call, HttpClientContext.create());
  }

  @Override
  public void close() {
    client.close(CloseMode.IMMEDIATE);
  }

  private byte[] send(Call call, HttpClientContext context) {
    HttpUriRequestBase request = call.request(address);
    try (Deadline deadline = Deadline.of(request, call.whole())) {
      return deadline.within(
          () -> client.execute(request, context, response -> read(response, call.answerBytes())));
    } catch (IOException e) {
      throw refused(e).orElseGet(() -> unavailable(e));
    } catch (IllegalStateException e) {
      throw new IndexException(
          Kind.UNAVAILABLE, "the connection to the index at " + address + " was closed", e);
    }
  }

  private byte[] read(ClassicHttpResponse response, int most) throws IOException {
    byte[] body = read(response.getEntity(), most);
    if (response.getCode() >= STATUS_ERRORS) {
      throw error(response.getCode(), body);
    }
    return body;
  }

  private byte[] read(HttpEntity entity, int most) throws IOException {
    if (entity == null) {
      return new byte[0];
    }
    // Not closed here: that would read an endless answer to its end. The response is closed.
    InputStream in = entity.getContent();
    byte[] body = in.readNBytes(most + 1);
    if (body.length > most) {
      throw new IndexException(
          Kind.FAILED, "the index at " + address + " answered more than " + most + " bytes");
    }
    return body;
  }

  private IndexException error(int status, byte[] body) {
    try {
      return Json.read(body, ErrorMessage.class).exception();
    } catch (WireException e) {
      Kind kind = status >= STATUS_SERVER_ERRORS ? Kind.UNAVAILABLE : Kind.FAILED;
      return new IndexException(
          kind, "the index at " + address + " answered with HTTP status " + status, e);
    }
  }

  private <T> T understood(byte[] answer, Function<byte[], T> meaning) {
    try {
      return meaning.apply(answer);
    } catch (WireException e) {
      throw new IndexException(
          Kind.FAILED, "the index at " + address + " answered nonsense: " + e.getMessage(), e);
    }
  }

  /** Somebody is there, but not whom this node may talk to. */
  private Optional<IndexException> refused(IOException e) {
    return WrongKeyException.in(e)
        .map(wrong -> refused(Kind.WRONG_KEY, wrong))
        .or(() -> WrongNetworkException.in(e).map(wrong -> refused(Kind.WRONG_NETWORK, wrong)));
  }

  private IndexException refused(Kind kind, Exception why) {
    return new IndexException(kind, "the index at " + address + ": " + why.getMessage(), why);
  }

  private IndexException unavailable(IOException e) {
    return new IndexException(
        Kind.UNAVAILABLE, "the index at " + address + " can't be reached: " + e.getMessage(), e);
  }
}
