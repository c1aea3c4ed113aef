package runnel.node.transfer;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import runnel.indexd.content.ContentId;
import runnel.mount.tree.ReadResult;
import runnel.node.cache.ByteRange;
import runnel.node.cache.CachedContent;
import runnel.node.failure.NodeException;

/**
 * One open of some content: fetches what is read, ahead of a sequential reader, and answers from
 * the cache's file. Thread-safe.
 */
public final class Reading implements Opened {
  /** What is cached may have to be hashed first: not on the thread that serves the mount. */
  private static final Executor ELSEWHERE = task -> Thread.ofVirtual().name("read").start(task);

  private final ContentId content;
  private final Wanting wanting;
  private final Runnable release;
  private final CachedContent cached;
  // Guarded by itself.
  private final ReadAhead readAhead;
  private final AtomicBoolean closed = new AtomicBoolean();

  /**
   * How this reading wants what it wants.
   *
   * @param sources who may have it, the best first
   * @param urgency NOW for a program's reads, DOWNLOAD for a download's
   */
  record Wanting(ContentFetch fetch, List<Source> sources, Urgency urgency) {
    Wanting {
      sources = List.copyOf(sources);
    }

    Map<Long, CompletableFuture<Optional<byte[]>>> want(List<Long> nodes) {
      return want(nodes, urgency);
    }

    Map<Long, CompletableFuture<Optional<byte[]>>> wantAhead(List<Long> nodes) {
      return want(nodes, urgency == Urgency.NOW ? Urgency.AHEAD : urgency);
    }

    private Map<Long, CompletableFuture<Optional<byte[]>>> want(List<Long> nodes, Urgency how) {
      return nodes.isEmpty() ? Map.of() : fetch.want(nodes, how, sources);
    }
  }

  /**
   * @param cached the content's own open, whose descriptor lives as long as this; closed by this
   * @param release called once, at the end
   */
  Reading(CachedContent cached, Wanting wanting, Runnable release) {
    this.cached = cached;
    this.content = cached.id();
    this.wanting = wanting;
    this.release = release;
    this.readAhead = new ReadAhead(content.length(), TransferLimits.WINDOW_MAX_BYTES);
  }

  @Override
  public CompletableFuture<ReadResult> read(long offset, int length) {
    if (offset >= content.length()) {
      return CompletableFuture.completedFuture(new ReadResult.Bytes(ByteBuffer.allocate(0)));
    }
    int wanted = (int) Math.min(length, content.length() - offset);
    ByteRange range = new ByteRange(offset, wanted);
    Noted noted = note(range);
    boolean jumped = noted.scattered() && wanting.urgency() == Urgency.NOW;
    if (cached.trusts(range)) {
      noted.ahead().ifPresent(this::fetchAhead);
      if (jumped) {
        wanting.fetch().jumps().spared(wanting.fetch().now());
      }
      return CompletableFuture.completedFuture(kept(range));
    }
    return jumped ? readAround(range) : fetched(range, range, noted);
  }

  /** Reads what was jumped to. */
  private CompletableFuture<ReadResult> readAround(ByteRange range) {
    ContentFetch fetch = wanting.fetch();
    long since = fetch.now();
    ByteRange around = fetch.jumps().begun(range, fetch.speed(), since);
    return CompletableFuture.completedFuture(around)
        .thenCompose(more -> fetched(range, more, Noted.NOTHING))
        .whenComplete((result, failure) -> fetch.jumps().answered(since, fetch.now()));
  }

  /** Fetches what is missing of the range, and begins to fetch what is missing around it. */
  private CompletableFuture<ReadResult> fetched(ByteRange range, ByteRange around, Noted noted) {
    return wants(range, around)
        .thenCompose(waits -> {
          noted.ahead().ifPresent(this::fetchAhead);
          return CompletableFuture.allOf(waits.values().toArray(CompletableFuture[]::new))
              .thenApply(done -> result(range, waits));
        })
        .orTimeout(TransferLimits.READ_DEADLINE.toMillis(), TimeUnit.MILLISECONDS);
  }

  /**
   * Begins to fetch what is missing; at once where nothing has to be hashed first. Returns what to
   * wait for of the range.
   */
  private CompletableFuture<Map<Long, CompletableFuture<Optional<byte[]>>>> wants(
      ByteRange range, ByteRange around) {
    return cached.hasUnhashed(around)
        ? CompletableFuture.supplyAsync(() -> want(range, around), ELSEWHERE)
        : CompletableFuture.completedFuture(want(range, around));
  }

  /**
   * What follows on the range comes in the same request, behind it; what is before, in the next.
   */
  private Map<Long, CompletableFuture<Optional<byte[]>>> want(ByteRange range, ByteRange around) {
    long first = range.offset() / TransferLimits.NODE_BYTES;
    long last = (range.end() - 1) / TransferLimits.NODE_BYTES;
    Map<Boolean, List<Long>> missing =
        missing(around).stream().collect(Collectors.partitioningBy(node -> node >= first));
    Map<Long, CompletableFuture<Optional<byte[]>>> waits = wanting.want(missing.get(true));
    if (!around.equals(range)) {
      spend(waits.values(), wanting.want(missing.get(false)).values());
    }
    return waits.entrySet().stream()
        .filter(wait -> wait.getKey() <= last)
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  private void spend(
      Collection<CompletableFuture<Optional<byte[]>>> behind,
      Collection<CompletableFuture<Optional<byte[]>>> before) {
    ContentFetch fetch = wanting.fetch();
    fetch.jumps().spending(fetch.now());
    CompletableFuture<?>[] all =
        Stream.concat(behind.stream(), before.stream()).toArray(CompletableFuture[]::new);
    var _ =
        CompletableFuture.allOf(all)
            .whenComplete((done, failure) -> fetch.jumps().spent(fetch.now()));
  }

  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      try {
        cached.close();
      } finally {
        release.run();
      }
    }
  }

  /**
   * What a read says of those to come.
   *
   * @param ahead what is worth fetching now, too
   * @param scattered whether it had nothing to do with the read before
   */
  private record Noted(Optional<ByteRange> ahead, boolean scattered) {
    private static final Noted NOTHING = new Noted(Optional.empty(), true);
  }

  private Noted note(ByteRange range) {
    Noted noted;
    boolean jumped;
    synchronized (readAhead) {
      noted = new Noted(readAhead.note(range), readAhead.isScattered());
      jumped = readAhead.hasJumped();
    }
    if (jumped) {
      wanting.fetch().dropAhead();
    }
    return noted;
  }

  /** Whoever reads these bytes later learns of a failure then. */
  private void fetchAhead(ByteRange range) {
    ELSEWHERE.execute(() -> {
      try {
        var _ = wanting.wantAhead(missing(range));
      } catch (IllegalStateException e) {
        // Closed meanwhile: nobody will read it.
      }
    });
  }

  private List<Long> missing(ByteRange range) {
    List<Long> nodes = new ArrayList<>();
    for (ByteRange gap : cached.missing(range)) {
      long end = (gap.end() - 1) / TransferLimits.NODE_BYTES;
      for (long node = gap.offset() / TransferLimits.NODE_BYTES; node <= end; node++) {
        nodes.add(node);
      }
    }
    return nodes;
  }

  private ReadResult result(ByteRange range, Map<Long, CompletableFuture<Optional<byte[]>>> waits) {
    boolean allKept = waits.values().stream().allMatch(wait -> wait.join().isEmpty());
    if (allKept) {
      return kept(range);
    }
    return new ReadResult.Bytes(assemble(range, waits));
  }

  /** All of the range is in the cache. */
  private ReadResult kept(ByteRange range) {
    int length = (int) range.length();
    OptionalInt descriptor = cached.descriptor();
    if (descriptor.isPresent()) {
      return new ReadResult.Region(descriptor.getAsInt(), range.offset(), length);
    }
    return new ReadResult.Bytes(readCached(range));
  }

  private ByteBuffer readCached(ByteRange range) {
    return cached
        .read(range)
        .orElseThrow(() ->
            new NodeException(
                NodeException.Kind.FAILED,
                "the cache lost bytes of " + content + " that it had; read again"));
  }

  /** The disk is full: joins what was kept with what was not. */
  private ByteBuffer assemble(
      ByteRange range, Map<Long, CompletableFuture<Optional<byte[]>>> waits) {
    ByteBuffer bytes = ByteBuffer.allocate((int) range.length());
    for (long at = range.offset(); at < range.end(); ) {
      long node = at / TransferLimits.NODE_BYTES;
      long nodeEnd = Math.min(range.end(), (node + 1) * TransferLimits.NODE_BYTES);
      int inNode = (int) (at - node * TransferLimits.NODE_BYTES);
      ByteBuffer part = bytes.slice((int) (at - range.offset()), (int) (nodeEnd - at));
      Optional<byte[]> unkept =
          Optional.ofNullable(waits.get(node)).flatMap(CompletableFuture::join);
      if (unkept.isPresent()) {
        part.put(unkept.get(), inNode, part.remaining());
      } else {
        part.put(readCached(new ByteRange(at, nodeEnd - at)));
      }
      at = nodeEnd;
    }
    return bytes;
  }
}
