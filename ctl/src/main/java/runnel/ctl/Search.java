package runnel.ctl;

import java.time.Duration;
import runnel.ctl.control.Request;

/**
 * What is searched for.
 *
 * @param query words and filters
 * @param offset how many of the best to leave out
 * @param limit how many to show
 */
record Search(String query, int offset, int limit) {
  /** Longer than the node gives an index that is far away. */
  private static final Duration ANSWER = Duration.ofSeconds(15);

  Request request() {
    return Request.get(
            "/v1/search?query=%s&offset=%d&limit=%d"
                .formatted(Request.encode(query), offset, limit))
        .within(ANSWER);
  }
}
