package runnel.node.peer;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpStatus;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import runnel.indexd.api.Address;
import runnel.indexd.api.IndexLimits;
import runnel.indexd.catalog.CatalogLimits;
import runnel.indexd.content.Hash;
import runnel.indexd.identity.PeerId;
import runnel.indexd.tls.Deadline;
import runnel.indexd.wire.Frames;
import runnel.indexd.wire.WireException;
import runnel.node.failure.NodeException;
import runnel.node.network.CatalogSupplier;

/** Catalogs from their owners, over HTTPS. */
public final class PeerSupplier implements CatalogSupplier {
  /** An answer's objects, their lengths, and one object that is always sent, however large. */
  private static final int ANSWER_BYTES_MAX =
      IndexLimits.BYTES_PER_CALL
          + CatalogLimits.OBJECT_BYTES
          + IndexLimits.OBJECTS_PER_CALL * Frames.HEADER_BYTES;

  private static final int HEAD_BYTES_MAX = 64 << 10;

  private final Function<PeerId, Optional<Address>> addresses;
  private final PeerClients clients;
  private final Duration whole;

  /**
   * @param addresses where each peer is now, if anybody knows
   * @param whole how long one answer may take as a whole: somebody waits for the listing
   */
  public PeerSupplier(
      Function<PeerId, Optional<Address>> addresses, PeerClients clients, Duration whole) {
    this.addresses = addresses;
    this.clients = clients;
    this.whole = whole;
  }

  @Override
  public Optional<byte[]> head(PeerId owner) {
    return ask(owner, new HttpGet(PeerPaths.HEAD), HEAD_BYTES_MAX);
  }

  @Override
  public List<byte[]> objects(PeerId owner, List<Hash> ids) {
    HttpPost post = new HttpPost(PeerPaths.OBJECTS);
    List<Hash> some = ids.subList(0, Math.min(ids.size(), IndexLimits.OBJECTS_PER_CALL));
    post.setEntity(new ByteArrayEntity(HashList.bytes(some), ContentType.APPLICATION_OCTET_STREAM));
    return ask(owner, post, ANSWER_BYTES_MAX)
        .map(answer -> frames(owner, answer))
        .orElse(List.of());
  }

  @Override
  public String toString() {
    return "its owner";
  }

  private Optional<byte[]> ask(PeerId owner, HttpUriRequestBase request, int bytesMax) {
    Address where =
        addresses.apply(owner).orElseThrow(() -> unavailable(owner, "no address is known", null));
    try (Deadline deadline = Deadline.of(request, whole)) {
      return deadline.within(() -> answer(owner, where, request, bytesMax));
    } catch (IOException e) {
      throw unavailable(owner, e.getMessage(), e);
    }
  }

  private Optional<byte[]> answer(
      PeerId owner, Address where, HttpUriRequestBase request, int bytesMax) throws IOException {
    try (ClassicHttpResponse response = clients.open(owner, where, request)) {
      if (response.getCode() != HttpStatus.SC_OK || response.getEntity() == null) {
        return Optional.empty();
      }
      InputStream body = response.getEntity().getContent();
      byte[] bytes = body.readNBytes(bytesMax + 1);
      if (bytes.length > bytesMax) {
        throw unavailable(owner, "it sent more than it may", null);
      }
      return Optional.of(bytes);
    }
  }

  private static List<byte[]> frames(PeerId owner, byte[] answer) {
    try {
      return Frames.decode(answer, IndexLimits.OBJECTS_PER_CALL);
    } catch (WireException e) {
      throw unavailable(owner, e.getMessage(), e);
    }
  }

  private static NodeException unavailable(PeerId owner, String why, Throwable cause) {
    return new NodeException(
        NodeException.Kind.UNAVAILABLE, "could not ask peer " + owner + ": " + why, cause);
  }
}
