package runnel.node.peer;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerResponse;
import java.nio.charset.StandardCharsets;

/** The answers to requests that are not served. */
final class Refusals {
  private Refusals() {}

  /** The one answer for what is not shared and for what does not exist. */
  static void notFound(ServerResponse response) {
    send(response, 404, "nothing here for you");
  }

  static void badRequest(ServerResponse response, String why) {
    send(response, 400, why);
  }

  static void busy(ServerResponse response) {
    send(response, 429, "too many requests of yours are being served; try again");
  }

  static void rangeNotSatisfiable(ServerResponse response) {
    send(response, 416, "one range within the content, as bytes=FIRST-LAST");
  }

  private static void send(ServerResponse response, int status, String text) {
    response.status(status);
    response.header(HeaderNames.CONTENT_TYPE, "text/plain; charset=utf-8");
    response.send((text + "\n").getBytes(StandardCharsets.UTF_8));
  }
}
