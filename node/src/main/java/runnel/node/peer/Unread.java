package runnel.node.peer;

import java.io.IOException;
import java.time.Duration;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpStatus;
import runnel.indexd.tls.Deadline;

/**
 * An answer whose body is read. Unless it was read to its end, closing this drops the connection:
 * to close the answer alone would read all that is left of it, as slowly as it comes. Only a short
 * refusal is read first, within a second, since who answers so is asked again.
 */
final class Unread implements AutoCloseable {
  /** A refusal of ours is a line of text. */
  private static final int SHORT_BYTES = 4 << 10;

  private static final Duration SHORT_WITHIN = Duration.ofSeconds(1);

  private final HttpUriRequestBase request;
  private final ClassicHttpResponse answer;
  private boolean whole;

  Unread(HttpUriRequestBase request, ClassicHttpResponse answer) {
    this.request = request;
    this.answer = answer;
  }

  /** The body was read to its end, so that the connection can be used again. */
  void whole() {
    whole = true;
  }

  @Override
  public void close() {
    if (whole) {
      return;
    }
    try {
      if (isShortRefusal()) {
        readRest();
      } else {
        var _ = request.cancel();
      }
      answer.close();
    } catch (IOException e) {
      // That the connection is gone is what was wanted.
    }
  }

  private boolean isShortRefusal() {
    HttpEntity body = answer.getEntity();
    return answer.getCode() >= HttpStatus.SC_CLIENT_ERROR
        && (body == null
            || (body.getContentLength() >= 0 && body.getContentLength() <= SHORT_BYTES));
  }

  private void readRest() throws IOException {
    if (answer.getEntity() != null) {
      try (Deadline deadline = Deadline.of(request, SHORT_WITHIN)) {
        var _ = deadline.within(() -> answer.getEntity().getContent().readAllBytes());
      }
    }
  }
}
