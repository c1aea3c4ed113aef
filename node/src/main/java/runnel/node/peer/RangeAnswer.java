package runnel.node.peer;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.LongAdder;
import runnel.indexd.identity.PeerId;
import runnel.node.cache.ByteRange;
import runnel.node.failure.NodeException;
import runnel.node.limits.Throttle;

/**
 * Answers with one range of bytes. The first piece is read before anything of the answer is sent,
 * so that what changed by then is as if it were not there. For one request.
 */
final class RangeAnswer {
  /** A piece that stays in the processor's cache between disk, checks and TLS. */
  private static final int PIECE_BYTES = 128 << 10;

  private final ByteRange range;
  private final Bytes bytes;
  private final Throttle throttle;
  private final byte[] piece;

  /** Reads the first piece. */
  RangeAnswer(ByteRange range, Bytes bytes, Throttle throttle) {
    this.range = range;
    this.bytes = bytes;
    this.throttle = throttle;
    this.piece = new byte[(int) Math.min(throttle.piece(PIECE_BYTES), range.length())];
    bytes.read(range.offset(), ByteBuffer.wrap(piece));
  }

  /** Where the bytes are from. */
  interface Bytes {
    void read(long offset, ByteBuffer into);
  }

  /**
   * Sends the whole range.
   *
   * @param peer to whom
   * @param length of all there is, not only of the range
   * @param sent is told what was sent
   */
  void send(ServerResponse response, PeerId peer, long length, LongAdder sent) throws IOException {
    response
        .status(206)
        .header(HeaderNames.CONTENT_TYPE, "application/octet-stream")
        .header(
            HeaderNames.CONTENT_RANGE,
            "bytes " + range.offset() + "-" + (range.end() - 1) + "/" + length)
        .header(HeaderNames.CONTENT_LENGTH, Long.toString(range.length()));
    // Closed only at the end: what ends early must break the connection, not look whole.
    OutputStream out = response.outputStream();
    int count = piece.length;
    for (long at = range.offset(); at < range.end(); at += count) {
      count = (int) Math.min(piece.length, range.end() - at);
      if (at > range.offset()) {
        bytes.read(at, ByteBuffer.wrap(piece, 0, count));
      }
      await(peer, count);
      out.write(piece, 0, count);
      sent.add(count);
    }
    out.close();
  }

  private void await(PeerId peer, int count) {
    try {
      throttle.await(peer, count);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CloseConnectionException("the node ends while it waits to send", e);
    }
  }

  /** Ends an answer whose bytes changed: as if they were not there, or by breaking it off. */
  static void changedMeanwhile(ServerResponse response, NodeException e) {
    if (response.isSent() || response.bytesWritten() > 0) {
      throw new CloseConnectionException("the file changed while it was being sent", e);
    }
    Refusals.notFound(response);
  }
}
