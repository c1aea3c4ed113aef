package runnel.node.share;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import runnel.indexd.content.ContentHasher;
import runnel.node.beneath.BeneathException;
import runnel.node.beneath.OpenedFile;

/**
 * Feeds a file to a hasher, piece by piece: while one is hashed the next is read, so that neither
 * the disk nor the core waits for the other. Holes are not read, which would fill the page cache
 * with zeros. For one thread; closing it waits for a read that is under way, and the file may be
 * closed after that.
 */
final class Feed implements AutoCloseable {
  private static final ByteBuffer ZEROS =
      ByteBuffer.allocateDirect(Buffers.BYTES).asReadOnlyBuffer();

  private final OpenedFile file;
  private final long size;
  private final Executor reader;
  private ByteBuffer present;
  private ByteBuffer next;

  /** The next piece being read; it begins where the present one ends. */
  private Optional<CompletableFuture<Integer>> reading = Optional.empty();

  /** No hole begins before. */
  private long dataUntil;

  /**
   * @param size how much of the file to hash
   * @param buffers this one's while it is open
   * @param reader has a thread for it at once
   */
  Feed(OpenedFile file, long size, Buffers buffers, Executor reader) {
    this.file = file;
    this.size = size;
    this.present = buffers.one;
    this.next = buffers.other;
    this.reader = reader;
  }

  /** What is read into, some 4,000 times a GiB. */
  static final class Buffers {
    /** Large enough that a read costs little beside the hash; two fit into the second cache. */
    static final int BYTES = 256 * 1024;

    private final ByteBuffer one = ByteBuffer.allocateDirect(BYTES);
    private final ByteBuffer other = ByteBuffer.allocateDirect(BYTES);
  }

  /**
   * Hashes what follows on what was hashed.
   *
   * @param ahead whether to read more at the same time
   * @return how many bytes that were; 0 if the file has ended already
   * @throws BeneathException if it can't be read
   */
  long hash(ContentHasher hasher, boolean ahead) {
    long at = hasher.fed();
    long hole = reading.isPresent() ? 0 : holeAt(at);
    if (hole > 0) {
      int piece = (int) Math.min(hole, ZEROS.capacity());
      hasher.update(ZEROS.slice(0, piece));
      return piece;
    }
    int read = reading.isPresent() ? await() : read(at, present);
    if (ahead && read > 0 && at + read < size && holeAt(at + read) == 0) {
      ByteBuffer into = next;
      reading = Optional.of(CompletableFuture.supplyAsync(() -> read(at + read, into), reader));
    }
    hasher.update(present.flip());
    return read;
  }

  @Override
  public void close() {
    reading.ifPresent(last -> last.handle((read, failure) -> 0).join());
    reading = Optional.empty();
  }

  private int read(long at, ByteBuffer into) {
    into.clear().limit((int) Math.min(into.capacity(), size - at));
    return file.read(at, into);
  }

  /** Makes what was read ahead the present piece; not interrupted: a read ends when it ends. */
  private int await() {
    CompletableFuture<Integer> last = reading.orElseThrow();
    reading = Optional.empty();
    try {
      int read = last.join();
      ByteBuffer before = present;
      present = next;
      next = before;
      return read;
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }

  /** How long the hole at a place is. Asks once for each stretch of data: that may be a search. */
  private long holeAt(long at) {
    if (at < dataUntil) {
      return 0;
    }
    long data = Math.min(file.nextData(at), size);
    if (data == at) {
      dataUntil = file.nextHole(at);
    }
    return data - at;
  }
}
