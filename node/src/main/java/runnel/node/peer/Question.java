package runnel.node.peer;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpStatus;
import runnel.indexd.api.Address;
import runnel.indexd.identity.PeerId;
import runnel.indexd.tls.Deadline;
import runnel.node.transfer.SourceFailure;

/**
 * Asks a peer for something short.
 *
 * @param address where the peer is now, if anybody knows
 */
record Question(PeerId peer, Supplier<Optional<Address>> address, PeerClients clients) {
  /** Nobody waits for it. */
  private static final Duration WITHIN = Duration.ofSeconds(5);

  private record Answered(int status, ByteBuffer body) {}

  /** Returns the answer's body; what is beyond {@code most} bytes is WRONG. */
  byte[] ask(HttpUriRequestBase request, int most) throws SourceFailure {
    Address where =
        address
            .get()
            .orElseThrow(() -> new SourceFailure(SourceFailure.Kind.BROKEN, "no address is known"));
    try (Deadline deadline = Deadline.of(request, WITHIN)) {
      Answered answered = deadline.within(() -> send(where, request, most));
      return switch (answered.status()) {
        case HttpStatus.SC_OK -> bounded(answered.body().array(), most);
        case HttpStatus.SC_NOT_FOUND ->
            throw new SourceFailure(SourceFailure.Kind.NOT_THERE, "has nothing for us");
        default ->
            throw new SourceFailure(
                SourceFailure.Kind.BROKEN, "answered with status " + answered.status());
      };
    } catch (IOException e) {
      throw HttpSource.failure(e);
    }
  }

  private static byte[] bounded(byte[] body, int most) throws SourceFailure {
    if (body.length > most) {
      throw new SourceFailure(SourceFailure.Kind.WRONG, "sent more than was asked for");
    }
    return body;
  }

  private Answered send(Address where, HttpUriRequestBase request, int most) throws IOException {
    try (ClassicHttpResponse response = clients.open(peer, where, request)) {
      byte[] body =
          response.getEntity() == null
              ? new byte[0]
              : response.getEntity().getContent().readNBytes(most + 1);
      return new Answered(response.getCode(), ByteBuffer.wrap(body));
    }
  }
}
