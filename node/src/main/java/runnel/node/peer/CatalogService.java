package runnel.node.peer;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import runnel.indexd.api.IndexLimits;
import runnel.indexd.content.Hash;
import runnel.indexd.identity.PeerId;
import runnel.indexd.quota.Places;
import runnel.indexd.tls.PeerListener;
import runnel.indexd.wire.Frames;

/** Serves this node's own catalog: the head, and the folder objects below it. */
public final class CatalogService implements HttpService {
  private static final int IDS_BYTES_MAX = IndexLimits.OBJECTS_PER_CALL * Hash.BYTES;

  /** As many as a reader's programs list folders at once, with room. */
  private static final int REQUESTS_PER_PEER = 32;

  private final Places<PeerId> quota = new Places<>(REQUESTS_PER_PEER);
  private final OwnObjects own;

  public CatalogService(OwnObjects own) {
    this.own = own;
  }

  /** The published catalog of this node. */
  public interface OwnObjects {
    /** Returns the signed head's bytes, if anything is published. */
    Optional<byte[]> head();

    /** Returns an object below the published head. */
    Optional<byte[]> object(Hash id);
  }

  @Override
  public void routing(HttpRules rules) {
    rules.get(PeerPaths.HEAD, limited(this::head)).post(PeerPaths.OBJECTS, limited(this::objects));
  }

  private Handler limited(Handler handler) {
    return (request, response) -> {
      PeerId peer = PeerListener.caller(request).id();
      if (!quota.enter(peer)) {
        Refusals.busy(response);
        return;
      }
      try {
        handler.handle(request, response);
      } finally {
        quota.leave(peer);
      }
    };
  }

  private void head(ServerRequest request, ServerResponse response) {
    own.head().ifPresentOrElse(bytes -> send(response, bytes), () -> Refusals.notFound(response));
  }

  private void objects(ServerRequest request, ServerResponse response) throws IOException {
    byte[] body = request.content().inputStream().readNBytes(IDS_BYTES_MAX + 1);
    if (body.length > IDS_BYTES_MAX || body.length % Hash.BYTES != 0) {
      Refusals.badRequest(response, "the body is up to 1000 ids of 32 bytes");
      return;
    }
    send(response, Frames.encode(known(HashList.parse(body))));
  }

  /** The known ones, as many as fit; the first always does. */
  private List<byte[]> known(List<Hash> ids) {
    List<byte[]> known = new ArrayList<>();
    long bytes = 0;
    for (Hash id : ids) {
      Optional<byte[]> object = own.object(id);
      bytes += object.map(found -> Frames.HEADER_BYTES + found.length).orElse(0);
      if (!known.isEmpty() && bytes > IndexLimits.BYTES_PER_CALL) {
        break;
      }
      object.ifPresent(known::add);
    }
    return known;
  }

  private static void send(ServerResponse response, byte[] bytes) {
    response.header(HeaderNames.CONTENT_TYPE, "application/octet-stream");
    response.send(bytes);
  }
}
