package runnel.node.download;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
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
 * else from sources, several requests at once.
 */
final class FileFetch {
  /**
   * What a fetch is given.
   *
   * @param turns one for each request that may run at once, shared by all fetches of that peer
   * @param stopped whether to end early
   * @param fetched told of bytes that came from sources
   */
  record Means(
      Contents contents,
      List<Source> sources,
      Semaphore turns,
      BooleanSupplier stopped,
      LongConsumer fetched) {}

  private final ContentId content;
  private final Partial partial;
  private final Means means;
  private final AtomicReference<RuntimeException> failure = new AtomicReference<>();
  // Guarded by this.
  private long next;

  FileFetch(ContentId content, Partial partial, Means means) {
    this.content = content;
    this.partial = partial;
    this.means = means;
  }

  /**
   * Fetches until all is there, or until stopped; blocks.
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
      List<Thread> others = new ArrayList<>();
      for (int i = 1; i < workers; i++) {
        others.add(Thread.ofVirtual().name("download").start(() -> work(kept, bringing)));
      }
      work(kept, bringing);
      others.forEach(FileFetch::join);
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
    }
  }

  private void bring(NodeRun run, Contents.Kept kept, Bringing bringing) {
    Optional<ByteBuffer> known = kept.read(run);
    if (known.isPresent()) {
      copy(run, known.get());
      return;
    }
    if (!Turns.enter(means.turns(), this::isOver)) {
      return;
    }
    try {
      boolean all = false;
      while (!all && !isOver()) {
        all = bringing.fetch(run, DownloadLimits.TICK);
      }
    } finally {
      means.turns().release();
    }
  }

  private boolean isOver() {
    return means.stopped().getAsBoolean() || failure.get() != null;
  }

  private void copy(NodeRun run, ByteBuffer bytes) {
    int layer = Math.min(2, Shape.of(content.length()).rootLayer());
    for (long node = run.first(); node < run.end(); node++) {
      byte[] part = new byte[(int) Shape.of(content.length()).bytes(layer, node)];
      bytes.get(part);
      boolean kept = keep(node, Leaves.node(content, layer, node, ByteBuffer.wrap(part)), part);
      if (!kept) {
        throw new IllegalStateException("bytes do not have their own hash");
      }
    }
  }

  private boolean keep(long node, Hash expected, byte[] bytes) {
    try {
      return partial.keep(node, expected, bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The next missing nodes, none across a multiple of what one request has. */
  private synchronized Optional<NodeRun> nextRun() {
    while (next < partial.nodes() && partial.has(next)) {
      next++;
    }
    if (next >= partial.nodes()) {
      return Optional.empty();
    }
    long first = next++;
    while (next < partial.nodes() && next % DownloadLimits.RUN_NODES != 0 && !partial.has(next)) {
      next++;
    }
    return Optional.of(new NodeRun(first, next));
  }

  private static void join(Thread thread) {
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** The partial file: takes only what follows from the content id, and gives it to others. */
  private final class Growth implements GrowingContent {
    @Override
    public boolean has(long node) {
      return partial.has(node);
    }

    @Override
    public List<Hash> learn(HashRange range, List<Hash> proof) {
      return partial.learn(range, proof);
    }

    /** That the disk refuses is not the source's fault. */
    @Override
    public Outcome keep(long node, Hash expected, byte[] bytes) {
      try {
        if (!partial.keep(node, expected, bytes)) {
          return Outcome.WRONG;
        }
      } catch (IOException e) {
        failure.compareAndSet(null, new UncheckedIOException(e));
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

    @Override
    public boolean enter() {
      return partial.enter();
    }

    @Override
    public void leave() {
      partial.leave();
    }

    @Override
    public void read(long offset, ByteBuffer into) {
      try {
        if (!partial.readAgain(offset, into)) {
          throw new NodeException(NodeException.Kind.STALE, "this part is not here");
        }
      } catch (IOException e) {
        throw new NodeException(
            NodeException.Kind.STALE, "this part can't be read: " + e.getMessage(), e);
      }
    }
  }
}
