package runnel.ctl.control;

import java.nio.charset.StandardCharsets;

/** What an HTTP server answered: the status, 200–599, and the body as text. */
record Answer(int status, String body) {
  static Answer of(int status, byte[] body) {
    return new Answer(status, new String(body, StandardCharsets.UTF_8));
  }

  boolean ok() {
    return status < 300;
  }
}
