package runnel.indexd.http;

import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.Optional;
import runnel.indexd.api.IndexException;
import runnel.indexd.api.IndexException.Kind;
import runnel.indexd.tls.PeerListener;
import runnel.indexd.wire.ErrorMessage;

/** A handler within the limits of its callers, whose work is told of. */
final class Served implements Handler {
  /** What a body may have that does not say it: the listener's limit. */
  private static final long UNSAID_BYTES = 8L << 20;

  private final String path;
  private final int cost;
  private final Handler handler;
  private final CallQuota quota;
  private final Traffic traffic;

  Served(Endpoint endpoint, CallQuota quota, Traffic traffic) {
    this.path = endpoint.path();
    this.cost = endpoint.cost();
    this.handler = Errors.answered(endpoint.handler());
    this.quota = quota;
    this.traffic = traffic;
  }

  /**
   * What is served.
   *
   * @param path to tell of, one of few
   * @param cost how many usual requests it is worth
   */
  record Endpoint(String path, int cost, Handler handler) {}

  @Override
  public void handle(ServerRequest request, ServerResponse response) throws Exception {
    long begun = System.nanoTime();
    CallQuota.Asked asked =
        new CallQuota.Asked(
            PeerListener.caller(request).id(), address(request), cost, bodyBytes(request));
    Optional<CallQuota.Excess> excess = quota.begin(asked);
    try {
      if (excess.isPresent()) {
        refuse(response, excess.get());
      } else {
        answer(asked, request, response);
      }
    } finally {
      Duration took = Duration.ofNanos(System.nanoTime() - begun);
      traffic.answered(path, response.status().code(), took);
    }
  }

  private void answer(CallQuota.Asked asked, ServerRequest request, ServerResponse response)
      throws Exception {
    try {
      handler.handle(request, response);
    } finally {
      quota.end(asked);
    }
  }

  private void refuse(ServerResponse response, CallQuota.Excess excess) {
    traffic.refused(excess.whose(), excess.what());
    response.header(HeaderNames.RETRY_AFTER, "1");
    IndexException why =
        new IndexException(
            Kind.UNAVAILABLE,
            "too many %s of this %s; ask again later, and less often"
                .formatted(excess.what(), excess.whose()));
    Bodies.json(response, Status.TOO_MANY_REQUESTS_429, ErrorMessage.of(why));
  }

  private static long bodyBytes(ServerRequest request) {
    return request.content().hasEntity()
        ? request.headers().contentLength().orElse(UNSAID_BYTES)
        : 0;
  }

  private static Object address(ServerRequest request) {
    SocketAddress address = request.remotePeer().address();
    return address instanceof InetSocketAddress inet ? inet.getAddress() : address;
  }
}
