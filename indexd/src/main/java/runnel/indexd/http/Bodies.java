package runnel.indexd.http;

import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.InputStream;
import java.util.OptionalLong;
import runnel.indexd.wire.Json;
import runnel.indexd.wire.Paths;
import runnel.indexd.wire.WireException;

/** Reads and writes bodies, with limits. */
final class Bodies {
  private Bodies() {}

  /** Returns the request's body, refusing it before more than the limit is held. */
  static byte[] read(ServerRequest request, int most) {
    OptionalLong announced = request.headers().contentLength();
    if (announced.isPresent() && announced.getAsLong() > most) {
      throw new WireException("the body has more than " + most + " bytes");
    }
    if (!request.content().hasEntity()) {
      return new byte[0];
    }
    try (InputStream in = request.content().inputStream()) {
      byte[] body = in.readNBytes(most + 1);
      if (body.length > most) {
        throw new WireException("the body has more than " + most + " bytes");
      }
      return body;
    } catch (IOException | java.io.UncheckedIOException e) {
      throw new WireException("the body could not be read to its end", e);
    }
  }

  static <T> T json(ServerRequest request, Class<T> type) {
    return Json.read(read(request, Paths.CONTROL_BYTES_MAX), type);
  }

  static void json(ServerResponse response, Status status, Object message) {
    response.status(status);
    json(response, Json.write(message));
  }

  static void json(ServerResponse response, byte[] document) {
    response.header(HeaderNames.CONTENT_TYPE, Paths.JSON);
    response.send(document);
  }

  static void binary(ServerResponse response, byte[] body) {
    response.header(HeaderNames.CONTENT_TYPE, Paths.BINARY);
    response.send(body);
  }
}
