package runnel.node.transfer;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import runnel.mount.tree.ReadResult;
import runnel.node.cache.ByteRange;

/**
 * One open of a version of a file that may not be hashed yet. Its bytes come from the owner alone,
 * by pieces, a few of which are held in memory while it is open; none reaches the cache, so they
 * are served on to nobody. Thread-safe.
 */
public final class VersionReading implements Opened {
  private static final Executor ELSEWHERE =
      task -> Thread.ofVirtual().name("read-version").start(task);

  private final Engine engine;
  private final FileVersion file;
  private final Source owner;
  // Both guarded by this; no I/O is done under it.
  private final ReadAhead readAhead;
  private final Map<Long, CompletableFuture<byte[]>> pieces =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, CompletableFuture<byte[]>> eldest) {
          return size() > TransferLimits.VERSION_PIECES_HELD;
        }
      };

  /** What is being fetched. Guarded by this. */
  private final Set<Abort> asking = new HashSet<>();

  // Guarded by this.
  private boolean closed;

  VersionReading(Engine engine, FileVersion file, Source owner) {
    this.engine = engine;
    this.file = file;
    this.owner = owner;
    this.readAhead = new ReadAhead(file.length(), TransferLimits.VERSION_WINDOW_BYTES);
  }

  @Override
  public CompletableFuture<ReadResult> read(long offset, int length) {
    if (offset >= file.length()) {
      return CompletableFuture.completedFuture(new ReadResult.Bytes(ByteBuffer.allocate(0)));
    }
    ByteRange range = new ByteRange(offset, Math.min(length, file.length() - offset));
    List<CompletableFuture<byte[]>> parts = parts(range);
    return CompletableFuture.allOf(parts.toArray(CompletableFuture[]::new))
        .<ReadResult>thenApply(done -> new ReadResult.Bytes(joined(range, parts)))
        .orTimeout(TransferLimits.READ_DEADLINE.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Lets go what is held, and gives up what is being fetched, without waiting for that. */
  @Override
  public void close() {
    List<Abort> aborts;
    synchronized (this) {
      closed = true;
      pieces.clear();
      aborts = List.copyOf(asking);
    }
    if (!aborts.isEmpty()) {
      ELSEWHERE.execute(() -> aborts.forEach(Abort::run));
    }
  }

  private synchronized List<CompletableFuture<byte[]>> parts(ByteRange range) {
    Optional<ByteRange> ahead = readAhead.note(range);
    List<CompletableFuture<byte[]>> parts = pieces(range, Urgency.NOW);
    ahead.ifPresent(soon -> pieces(soon, Urgency.AHEAD)); // Whoever reads them learns of failures.
    return parts;
  }

  private List<CompletableFuture<byte[]>> pieces(ByteRange range, Urgency urgency) {
    List<CompletableFuture<byte[]>> wanted = new ArrayList<>();
    long last = (range.end() - 1) / TransferLimits.VERSION_PIECE_BYTES;
    for (long at = range.offset() / TransferLimits.VERSION_PIECE_BYTES; at <= last; at++) {
      wanted.add(pieces.computeIfAbsent(at, piece -> begin(piece, urgency)));
    }
    return wanted;
  }

  private CompletableFuture<byte[]> begin(long piece, Urgency urgency) {
    CompletableFuture<byte[]> begun = new CompletableFuture<>();
    ELSEWHERE.execute(() -> {
      try {
        begun.complete(fetch(piece, urgency));
      } catch (RuntimeException | Error e) {
        forget(piece, begun);
        begun.completeExceptionally(e);
      }
    });
    return begun;
  }

  /** Who reads it again asks again. */
  private synchronized void forget(long piece, CompletableFuture<byte[]> failed) {
    boolean _ = pieces.remove(piece, failed);
  }

  private byte[] fetch(long piece, Urgency urgency) {
    Abort abort = new Abort();
    synchronized (this) {
      if (closed) {
        throw BoardEnd.why();
      }
      asking.add(abort);
    }
    try {
      return fetch(piece, new SourceCaller.Asked(owner, urgency, Optional.empty(), abort));
    } finally {
      synchronized (this) {
        asking.remove(abort);
      }
    }
  }

  private byte[] fetch(long piece, SourceCaller.Asked asked) {
    long from = piece * TransferLimits.VERSION_PIECE_BYTES;
    ByteRange range =
        new ByteRange(from, Math.min(TransferLimits.VERSION_PIECE_BYTES, file.length() - from));
    return engine
        .caller()
        .ask(
            asked,
            () -> {
              byte[] bytes = askTwice(range, asked.abort());
              engine.counters().vouchedFor(bytes.length);
              engine.caller().arrived(owner.peer(), bytes.length);
              engine.holdBack(owner.peer(), bytes.length, Urgency.NOW);
              return bytes;
            })
        .orElseThrow(BoardEnd::why);
  }

  /** A connection that broke may have been an old one; that the file changed is said next time. */
  private byte[] askTwice(ByteRange range, Abort abort) throws SourceFailure {
    try {
      return owner.fetchVersion(file, range, abort);
    } catch (SourceFailure e) {
      if (e.kind() != SourceFailure.Kind.BROKEN || abort.isOver()) {
        throw e;
      }
      return owner.fetchVersion(file, range, abort);
    }
  }

  private static ByteBuffer joined(ByteRange range, List<CompletableFuture<byte[]>> parts) {
    ByteBuffer bytes = ByteBuffer.allocate((int) range.length());
    int from = (int) (range.offset() % TransferLimits.VERSION_PIECE_BYTES);
    for (CompletableFuture<byte[]> part : parts) {
      byte[] piece = part.join();
      bytes.put(piece, from, Math.min(piece.length - from, bytes.remaining()));
      from = 0;
    }
    return bytes.flip();
  }
}
