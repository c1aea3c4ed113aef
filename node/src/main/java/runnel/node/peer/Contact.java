package runnel.node.peer;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.hc.client5.http.ClientProtocolException;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpStatus;
import org.apache.hc.core5.http.MessageConstraintException;
import runnel.indexd.api.Address;
import runnel.indexd.identity.PeerId;
import runnel.indexd.tls.Deadline;
import runnel.indexd.tls.WrongKeyException;
import runnel.indexd.tls.WrongNetworkException;
import runnel.node.transfer.SourceFailure;

/**
 * A peer and the way to ask it.
 *
 * @param address where the peer is now, if anybody knows
 */
record Contact(PeerId peer, Supplier<Optional<Address>> address, PeerClients clients) {
  /** Nobody waits for an answer of a few bytes. */
  private static final Duration SHORT_WITHIN = Duration.ofSeconds(5);

  /** Takes what an answer says. */
  @FunctionalInterface
  interface Reading<T> {
    /** Does it, to the end of the answer unless it throws; the answer is closed afterwards. */
    T read(ClassicHttpResponse answer) throws IOException, SourceFailure;
  }

  /** Sends the request; the answer is to be closed, which gives up a body that was not read. */
  ClassicHttpResponse open(HttpUriRequestBase request) throws IOException, SourceFailure {
    Address where =
        address
            .get()
            .orElseThrow(() -> new SourceFailure(SourceFailure.Kind.BROKEN, "no address is known"));
    return clients.open(peer, where, request);
  }

  /** Sends the request and reads the answer, both together in that time, or it is SILENT. */
  <T> T ask(HttpUriRequestBase request, Duration within, Reading<T> reading) throws SourceFailure {
    try (Deadline deadline = Deadline.of(request, within)) {
      return deadline.within(() -> {
        try (ClassicHttpResponse answer = open(request);
            Unread unread = new Unread(request, answer)) {
          T read = reading.read(answer);
          unread.whole();
          return read;
        }
      });
    } catch (IOException e) {
      throw failure(e);
    }
  }

  /** Returns the body of a short answer; what is beyond {@code most} bytes is WRONG. */
  byte[] ask(HttpUriRequestBase request, int most) throws SourceFailure {
    return ask(request, SHORT_WITHIN, answer -> body(answer, most));
  }

  private static byte[] body(ClassicHttpResponse answer, int most)
      throws IOException, SourceFailure {
    if (answer.getCode() == HttpStatus.SC_NOT_FOUND) {
      throw new SourceFailure(SourceFailure.Kind.NOT_THERE, "has nothing for us");
    }
    if (answer.getCode() != HttpStatus.SC_OK) {
      throw new SourceFailure(
          SourceFailure.Kind.BROKEN, "answered with status " + answer.getCode());
    }
    if (answer.getEntity() == null) {
      return new byte[0];
    }
    byte[] body = answer.getEntity().getContent().readNBytes(most + 1);
    if (body.length > most) {
      throw new SourceFailure(SourceFailure.Kind.WRONG, "sent more than was asked for");
    }
    return body;
  }

  /** Says what a failed connection means for the one who asked. */
  static SourceFailure failure(IOException e) {
    if (WrongKeyException.in(e).isPresent()) {
      return new SourceFailure(
          SourceFailure.Kind.WRONG_KEY, WrongKeyException.in(e).get().getMessage(), e);
    }
    if (WrongNetworkException.in(e).isPresent()) {
      return new SourceFailure(
          SourceFailure.Kind.WRONG_NETWORK, WrongNetworkException.in(e).get().reason(), e);
    }
    if (e instanceof ClientProtocolException || e instanceof MessageConstraintException) {
      return new SourceFailure(
          SourceFailure.Kind.WRONG, "answered with nonsense: " + e.getMessage(), e);
    }
    if (e instanceof SocketTimeoutException) {
      return new SourceFailure(SourceFailure.Kind.SILENT, "sent nothing in time", e);
    }
    return new SourceFailure(SourceFailure.Kind.BROKEN, "connection failed: " + e.getMessage(), e);
  }
}
