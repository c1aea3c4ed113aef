package runnel.node.peer;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import runnel.node.cache.ByteRange;
import runnel.node.failure.NodeException;

/**
 * Answers with one range of bytes. The first piece is read before anything of the answer is sent,
 * so that what changed by then is as if it were not there. For one request.
 */
final class RangeAnswer {
  /** A piece that stays in the processor's cache between disk, checks and TLS. */
  private static final int PIECE_BYTES = 128 << 10;

  private final ByteRange range;
  private final Bytes bytes;
  private final Serving serving;
  private final byte[] piece;

  /**
   * Reads the first piece.
   *
   * @throws NodeException as the bytes throw it
   */
  RangeAnswer(ByteRange range, Bytes bytes, Serving serving) {
    this.range = range;
    this.bytes = bytes;
    this.serving = serving;
    this.piece = new byte[(int) Math.min(serving.piece(PIECE_BYTES), range.length())];
    bytes.read(range.offset(), ByteBuffer.wrap(piece));
  }

  /** Where the bytes are from. */
  interface Bytes {
    void read(long offset, ByteBuffer into);
  }

  /**
   * Sends the whole range.
   *
   * @param length of all there is, not only of the range
   */
  void send(ServerResponse response, Receiver to, long length) throws IOException {
    response
        .status(206)
        .header(HeaderNames.CONTENT_TYPE, "application/octet-stream")
        .header(
            HeaderNames.CONTENT_RANGE,
            "bytes " + range.offset() + "-" + (range.end() - 1) + "/" + length)
        .header(HeaderNames.CONTENT_LENGTH, Long.toString(range.length()));
    // Closed only at the end: what ends early must break the connection, not look whole.
    OutputStream out = response.outputStream();
    int count = piece.length; // Read already; the others are read into the same buffer.
    for (long at = range.offset(); at < range.end(); at += count) {
      if (at > range.offset()) {
        count = (int) Math.min(serving.piece(piece.length), range.end() - at);
        bytes.read(at, ByteBuffer.wrap(piece, 0, count));
      }
      serving.sending(to, count);
      out.write(piece, 0, count);
    }
    out.close();
  }

  /** Ends an answer whose bytes changed: as if they were not there, or by breaking it off. */
  static void changedMeanwhile(ServerResponse response, NodeException e) {
    if (response.isSent() || response.bytesWritten() > 0) {
      throw new CloseConnectionException("the file changed while it was being sent", e);
    }
    Refusals.notFound(response);
  }
}
