package runnel.node.peer;

import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;
import runnel.indexd.identity.PeerId;
import runnel.indexd.quota.Places;
import runnel.node.limits.Slots;
import runnel.node.limits.Throttle;

/**
 * Bounds what is served of files, by whatever route: how many requests at a time, of one peer and
 * of all, and how fast; and counts the bytes. Thread-safe.
 */
public final class Serving {
  /** A reader has 8 requests under way; several of its programs may read at once. */
  private static final int REQUESTS_PER_PEER = 32;

  /** Shorter than what a reader takes for silence. */
  private static final Duration SLOT_WITHIN = Duration.ofSeconds(4);

  private final Throttle throttle;
  private final Slots slots;
  private final Places<PeerId> quota = new Places<>(REQUESTS_PER_PEER);
  private final LongAdder bytesServed = new LongAdder();

  /**
   * @param throttle holds back what is sent
   * @param slots bounds how many requests are served at a time
   */
  public Serving(Throttle throttle, Slots slots) {
    this.throttle = throttle;
    this.slots = slots;
  }

  /** Bytes of files that were sent since the start. */
  public long bytesServed() {
    return bytesServed.sum();
  }

  /** Answers while a place is held. */
  interface Answer {
    void send(ServerRequest request, ServerResponse response) throws IOException;
  }

  /** Answers when it is the peer's turn; refuses if too many of its requests are being served. */
  void inTurn(ServerRequest request, ServerResponse response, Answer answer) throws IOException {
    Receiver to = Receiver.of(request);
    PeerId peer = to.peer();
    if (!quota.enter(peer)) {
      Refusals.busy(response);
      return;
    }
    try {
      if (!enter(to)) {
        Refusals.busy(response);
        return;
      }
      try {
        answer.send(request, response);
      } finally {
        slots.leave(peer, to.rank());
      }
    } finally {
      quota.leave(peer);
    }
  }

  /** Returns how many bytes to send at a time, at most that many. */
  int piece(int most) {
    return throttle.piece(most);
  }

  /** Waits until so many bytes may be sent to the peer, and counts them. */
  void sending(Receiver to, int bytes) {
    try {
      throttle.await(to.peer(), bytes, to.rank());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CloseConnectionException("the node ends while it waits to send", e);
    }
    bytesServed.add(bytes);
  }

  private boolean enter(Receiver to) {
    try {
      return slots.enter(to.peer(), to.rank(), SLOT_WITHIN);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false; // The server ends.
    }
  }
}
