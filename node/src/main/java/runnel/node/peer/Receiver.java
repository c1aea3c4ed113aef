package runnel.node.peer;

import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import runnel.indexd.identity.PeerId;
import runnel.indexd.tls.PeerListener;
import runnel.node.limits.Rank;

/** To whom something is sent, and how soon it is needed by what it says. */
record Receiver(PeerId peer, Rank rank) {
  private static final HeaderName FOR = HeaderNames.create(PeerPaths.FOR_HEADER);

  static Receiver of(ServerRequest request) {
    boolean download =
        request.headers().first(FOR).filter(PeerPaths.FOR_DOWNLOAD::equals).isPresent();
    return new Receiver(PeerListener.caller(request).id(), download ? Rank.LAST : Rank.FIRST);
  }
}
