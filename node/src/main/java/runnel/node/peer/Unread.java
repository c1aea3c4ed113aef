package runnel.node.peer;

import java.io.IOException;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.core5.http.ClassicHttpResponse;

/**
 * A body that is being read. Unless it was read to its end, closing this drops the connection: to
 * close the answer alone would read all that is left of it, as slowly as it comes.
 */
final class Unread implements AutoCloseable {
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
    var _ = request.cancel();
    try {
      answer.close();
    } catch (IOException e) {
      // That the connection is gone is what was wanted.
    }
  }
}
