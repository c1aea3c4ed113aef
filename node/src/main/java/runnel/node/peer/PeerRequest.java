package runnel.node.peer;

import java.net.URI;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;

/** A request that its asker may give up, which says nothing of the peer. Thread-safe in that. */
final class PeerRequest extends HttpUriRequestBase {
  private static final long serialVersionUID = 1;

  private volatile boolean givenUp;

  private PeerRequest(String method, String path) {
    super(method, URI.create(path));
  }

  static PeerRequest get(String path) {
    return new PeerRequest(HttpGet.METHOD_NAME, path);
  }

  static PeerRequest post(String path) {
    return new PeerRequest(HttpPost.METHOD_NAME, path);
  }

  /** Nobody wants the answer any more: drops the connection, if there is one. */
  void giveUp() {
    givenUp = true;
    var _ = cancel();
  }

  boolean isGivenUp() {
    return givenUp;
  }
}
