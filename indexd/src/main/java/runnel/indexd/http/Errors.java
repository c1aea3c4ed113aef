package runnel.indexd.http;

import io.helidon.http.Status;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerResponse;
import java.lang.System.Logger.Level;
import runnel.indexd.api.IndexException;
import runnel.indexd.api.IndexException.Kind;
import runnel.indexd.wire.ErrorMessage;
import runnel.indexd.wire.WireException;

/** Answers for handlers that throw: the only table from kinds to HTTP statuses. */
final class Errors {
  private static final System.Logger LOG = System.getLogger(Errors.class.getName());

  private Errors() {}

  static Status status(Kind kind) {
    return switch (kind) {
      case NAME_TAKEN -> Status.CONFLICT_409;
      case REFUSED -> Status.BAD_REQUEST_400;
      case WRONG_KEY, WRONG_NETWORK -> Status.FORBIDDEN_403;
      case UNAVAILABLE -> Status.SERVICE_UNAVAILABLE_503;
      case FAILED -> Status.INTERNAL_SERVER_ERROR_500;
    };
  }

  /** Wraps a handler so that whatever it throws is an answer. */
  static Handler answered(Handler handler) {
    return (request, response) -> {
      try {
        handler.handle(request, response);
      } catch (IndexException e) {
        send(response, e);
      } catch (WireException e) {
        send(response, new IndexException(Kind.REFUSED, "malformed request: " + e.getMessage()));
      } catch (RuntimeException e) {
        if (response.isSent()) {
          throw e; // The caller is gone, or the connection broke.
        }
        LOG.log(Level.ERROR, "a request to the index failed", e);
        send(response, new IndexException(Kind.FAILED, "the index failed; its log says why"));
      }
    };
  }

  private static void send(ServerResponse response, IndexException e) {
    Bodies.json(response, status(e.kind()), ErrorMessage.of(e));
  }
}
