package runnel.ctl.control;

import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * A request of the control API.
 *
 * @param method GET or POST
 * @param target path and query, percent-encoded
 * @param within the time in which the whole answer must be there
 */
public record Request(String method, String target, Duration within) {
  /** For what the node answers from memory. */
  private static final Duration SOON = Duration.ofSeconds(10);

  /** A question that the node answers from memory. */
  public static Request get(String target) {
    return new Request("GET", target, SOON);
  }

  /** A command that the node obeys or refuses at once. */
  public static Request post(String target) {
    return new Request("POST", target, SOON);
  }

  /** The same with that much time. */
  public Request within(Duration time) {
    return new Request(method, target, time);
  }

  /** A value for a query: everything but letters, digits and {@code - . _ ~ /} percent-encoded. */
  public static String encode(String value) {
    StringBuilder encoded = new StringBuilder();
    for (byte b : value.getBytes(StandardCharsets.UTF_8)) {
      if (b > 0 && (Character.isLetterOrDigit(b) || "-._~/".indexOf(b) >= 0)) {
        encoded.append((char) b);
      } else {
        encoded.append('%').append(Character.forDigit((b >> 4) & 15, 16));
        encoded.append(Character.forDigit(b & 15, 16));
      }
    }
    return encoded.toString();
  }

  byte[] bytes() {
    String body = method.equals("POST") ? "Content-Length: 0\r\n" : "";
    return "%s %s HTTP/1.1\r\nHost: localhost\r\n%sConnection: close\r\n\r\n"
        .formatted(method, target, body)
        .getBytes(StandardCharsets.US_ASCII);
  }
}
