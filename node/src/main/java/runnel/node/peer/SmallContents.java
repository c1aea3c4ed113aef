package runnel.node.peer;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import runnel.indexd.content.ContentId;
import runnel.indexd.content.Hash;
import runnel.node.failure.NodeException;
import runnel.node.transfer.SmallSink;
import runnel.node.transfer.Source;
import runnel.node.transfer.SourceFailure;

/** Many small contents in one answer, as {@code node/PROTOCOL.md} says: both sides of it. */
final class SmallContents {
  /** A node of the tree: longer content is fetched by parts. */
  static final long LENGTH_MAX = 64 << 10;

  /** An answer's contents; but the first always fits. */
  static final int ANSWER_BYTES_MAX = 1 << 20;

  private static final int ID_BYTES = Long.BYTES + Hash.BYTES;
  static final int REQUEST_BYTES_MAX = Source.SMALL_MAX * ID_BYTES;

  /** In the place of a length: this one is not here. */
  private static final int NOT_HERE = -1;

  private SmallContents() {}

  static byte[] request(List<ContentId> contents) {
    ByteBuffer body = ByteBuffer.allocate(contents.size() * ID_BYTES);
    contents.forEach(
        content -> body.putLong(content.length()).put(content.root().orElseThrow().bytes()));
    return body.array();
  }

  /** Parses a request; empty if it is none. */
  static Optional<List<ContentId>> parse(byte[] body) {
    if (body.length == 0 || body.length % ID_BYTES != 0 || body.length > REQUEST_BYTES_MAX) {
      return Optional.empty();
    }
    List<ContentId> contents = new ArrayList<>();
    ByteBuffer from = ByteBuffer.wrap(body);
    while (from.hasRemaining()) {
      long length = from.getLong();
      byte[] root = new byte[Hash.BYTES];
      from.get(root);
      if (length < 1 || length > LENGTH_MAX) {
        return Optional.empty();
      }
      contents.add(ContentId.of(length, Hash.of(root)));
    }
    return Optional.of(contents);
  }

  /** Returns the answer to a request. */
  static byte[] answer(ContentShelf shelf, List<ContentId> contents) {
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    for (ContentId content : contents) {
      if (answer.size() > 0 && answer.size() + content.length() > ANSWER_BYTES_MAX) {
        break;
      }
      Optional<byte[]> bytes = read(shelf, content);
      int length = bytes.map(found -> found.length).orElse(NOT_HERE);
      answer.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(length).array());
      bytes.ifPresent(answer::writeBytes);
    }
    return answer.toByteArray();
  }

  private static Optional<byte[]> read(ContentShelf shelf, ContentId content) {
    Optional<ContentShelf.Book> open = shelf.open(content);
    if (open.isEmpty()) {
      return Optional.empty();
    }
    try (ContentShelf.Book book = open.get()) {
      byte[] bytes = new byte[(int) content.length()];
      book.read(0, ByteBuffer.wrap(bytes));
      return Optional.of(bytes);
    } catch (NodeException e) {
      return Optional.empty(); // It changed: as if it were not there.
    }
  }

  /** Hands an answer on as it arrives. */
  static void take(InputStream answer, List<ContentId> contents, SmallSink sink)
      throws IOException, SourceFailure {
    DataInputStream in = new DataInputStream(answer);
    for (ContentId content : contents) {
      int first = in.read();
      if (first < 0) {
        return; // The answer was long enough.
      }
      byte[] rest = in.readNBytes(Integer.BYTES - 1);
      byte[] prefix = {(byte) first, 0, 0, 0};
      System.arraycopy(rest, 0, prefix, 1, rest.length);
      int length = ByteBuffer.wrap(prefix).getInt();
      if (rest.length < Integer.BYTES - 1 || (length != NOT_HERE && length != content.length())) {
        throw new SourceFailure(SourceFailure.Kind.WRONG, "sent another length than was asked for");
      }
      if (length == NOT_HERE) {
        sink.take(content, Optional.empty());
      } else {
        byte[] bytes = new byte[length];
        in.readFully(bytes);
        sink.take(content, Optional.of(bytes));
      }
    }
  }
}
