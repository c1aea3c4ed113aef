package runnel.node.download;

import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;
import runnel.indexd.content.ContentId;
import runnel.indexd.content.Hash;
import runnel.indexd.content.HashRange;
import runnel.indexd.content.Leaves;
import runnel.indexd.content.Shape;
import runnel.node.cache.Outcome;
import runnel.node.failure.NodeException;
import runnel.node.transfer.Bringing;
import runnel.node.transfer.NodeRun;
import runnel.node.transfer.Source;

/**
 * Brings what is missing of one content into its partial file: from what this node has already,
 * else from sources, several requests at once. Virtual threads bring it; only the caller's writes
 * to the target's disk, which may hang.
 */
final class FileFetch {
  /**
   * What a fetch is given.
   *
   * @param readers read what is there for others
   * @param turns one for each request that may run at once, shared by all fetches of that peer
   * @param stopped whether to end early
   * @param fetched told of bytes that came from sources
   */
  record Means(
      Contents contents,
      List<Source> sources,
      DiskReaders readers,
      Semaphore turns,
      BooleanSupplier stopped,
      LongConsumer fetched) {}

  private final ContentId content;
  private final Partial partial;
  private final Means means;
  private final AtomicReference<RuntimeException> failure = new AtomicReference<>();
  private final Writing writing;
  private final AtomicInteger working = new AtomicInteger();
  // Guarded by this.
  private long next;

  FileFetch(ContentId content, Partial partial, Means means) {
    this.content = content;
    this.partial = partial;
    this.means = means;
    this.writing =
        new Writing(
            partial,
            (int) Math.min(content.length(), DownloadLimits.NODE_BYTES),
            DownloadLimits.DISK_PATIENCE);
  }

  /**
   * Fetches until all is there, or until stopped; blocks, in the disk too: not for virtual threads.
   *
   * @throws NodeException as {@link Bringing#fetch}
   * @throws UncheckedIOException if the partial file can't be written
   */
  void run() {
    try (Contents.Kept kept = means.contents().kept(content);
        Bringing bringing = means.contents().open(content, means.sources(), new Growth())) {
      int workers =
          Math.min(
              DownloadLimits.REQUESTS_PER_PEER,
              Math.ceilDiv(partial.nodes(), DownloadLimits.RUN_NODES));
      working.set(workers);
      for (int i = 0; i < workers; i++) {
        var _ = Thread.ofVirtual().name("download").start(() -> work(kept, bringing));
      }
      writing.work();
    }
    if (failure.get() != null) {
      throw failure.get();
    }
  }

  private void work(Contents.Kept kept, Bringing bringing) {
    try {
      Optional<NodeRun> run = nextRun();
      while (run.isPresent() && !isOver()) {
        bring(run.get(), kept, bringing);
        run = nextRun();
      }
    } catch (RuntimeException e) {
      failure.compareAndSet(null, e);
    } finally {
      if (working.decrementAndGet() == 0) {
        writing.end();
      }
    }
  }

  private void bring(NodeRun run, Contents.Kept kept, Bringing bringing) {
    // Again if the disk hung meanwhile. No turn is held while it does: others need it.
    while (!isOver() && !writing.hasAll(run) && writing.awaitRoom(this::isOver)) {
      Optional<ByteBuffer> known = kept.read(run);
      if (known.isPresent()) {
        copy(run, known.get());
        writing.hand();
      } else if (Turns.enter(means.turns(), this::isOver)) {
        try {
          fetch(run, bringing);
        } finally {
          means.turns().release();
        }
      }
    }
  }

  private void fetch(NodeRun run, Bringing bringing) {
    boolean all = false;
    while (!all && !isOver() && !writing.isStuck()) {
      all = bringing.fetch(run, DownloadLimits.TICK);
      writing.hand();
    }
  }

  private boolean isOver() {
    return means.stopped().getAsBoolean() || failure.get() != null || writing.isOver();
  }

  private void copy(NodeRun run, ByteBuffer bytes) {
    int layer = Math.min(2, Shape.of(content.length()).rootLayer());
    for (long node = run.first(); node < run.end(); node++) {
      byte[] part = new byte[(int) Shape.of(content.length()).bytes(layer, node)];
      bytes.get(part);
      Hash hash = Leaves.node(content, layer, node, ByteBuffer.wrap(part));
      if (!writing.add(node, hash, part)) {
        return;
      }
    }
  }

  /** The next missing nodes, none across a multiple of what one request has. */
  private synchronized Optional<NodeRun> nextRun() {
    while (next < partial.nodes() && writing.has(next)) {
      next++;
    }
    if (next >= partial.nodes()) {
      return Optional.empty();
    }
    long first = next++;
    while (next < partial.nodes() && next % DownloadLimits.RUN_NODES != 0 && !writing.has(next)) {
      next++;
    }
    return Optional.of(new NodeRun(first, next));
  }

  /** The partial file: takes only what follows from the content id, and gives it to others. */
  private final class Growth implements GrowingContent {
    @Override
    public boolean has(long node) {
      return writing.has(node);
    }

    @Override
    public List<Hash> learn(HashRange range, List<Hash> proof) {
      return partial.learn(range, proof);
    }

    /** That the disk refuses is not the source's fault. */
    @Override
    public Outcome keep(long node, Hash expected, byte[] bytes) {
      if (!partial.fits(node, expected, bytes)) {
        return Outcome.WRONG;
      }
      if (!writing.add(node, expected, bytes)) {
        return Outcome.NOT_KEPT;
      }
      means.fetched().accept(bytes.length);
      return Outcome.KEPT;
    }

    /** The file is closed by who opened it. */
    @Override
    public void close() {}

    @Override
    public BitSet provable() {
      return partial.provable();
    }

    @Override
    public Optional<Hash> node(int layer, long index) {
      return partial.proven().node(layer, index);
    }

    /** Whoever asked for what is on a disk that hangs would wait, with a place at this node. */
    @Override
    public boolean enter() {
      return !writing.isStuck() && partial.enter();
    }

    @Override
    public void leave() {
      partial.leave(closing -> Disk.start("downloads disk", closing));
    }

    @Override
    public void read(long offset, ByteBuffer into) {
      // Not into the buffer itself: whoever has it may give up before the disk answers.
      ByteBuffer bytes = ByteBuffer.allocate(into.remaining());
      if (!means.readers().read(() -> partial.readAgain(offset, bytes))) {
        throw new NodeException(NodeException.Kind.STALE, "this part is not here");
      }
      into.put(bytes.flip());
    }
  }
}
