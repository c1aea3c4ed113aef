package runnel.node.download;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
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
import runnel.indexd.content.ProofException;
import runnel.indexd.content.Proofs;
import runnel.indexd.content.Shape;
import runnel.node.failure.NodeException;
import runnel.node.transfer.NodeRun;
import runnel.node.transfer.Source;
import runnel.node.transfer.SourceFailure;

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
   * @throws NodeException as {@code Transfer.fetch}
   * @throws UncheckedIOException if the partial file can't be written
   */
  void run() {
    try (Contents.Kept kept = means.contents().kept(content)) {
      int workers =
          Math.min(
              DownloadLimits.REQUESTS_PER_PEER,
              Math.ceilDiv(partial.nodes(), DownloadLimits.RUN_NODES));
      List<Thread> others = new ArrayList<>();
      for (int i = 1; i < workers; i++) {
        others.add(Thread.ofVirtual().name("download").start(() -> work(kept)));
      }
      work(kept);
      others.forEach(FileFetch::join);
    }
    if (failure.get() != null) {
      throw failure.get();
    }
  }

  private void work(Contents.Kept kept) {
    try {
      Optional<NodeRun> run = nextRun();
      while (run.isPresent() && !means.stopped().getAsBoolean() && failure.get() == null) {
        bring(run.get(), kept);
        run = nextRun();
      }
    } catch (RuntimeException e) {
      failure.compareAndSet(null, e);
    }
  }

  private void bring(NodeRun run, Contents.Kept kept) {
    Optional<ByteBuffer> known = kept.read(run);
    if (known.isPresent()) {
      copy(run, known.get());
      return;
    }
    means.turns().acquireUninterruptibly();
    try {
      if (!means.stopped().getAsBoolean()) {
        means.contents().fetch(content, run, means.sources(), new Judge());
      }
    } finally {
      means.turns().release();
    }
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

  /** Takes what a source sends: only what follows from the content id is kept. */
  private final class Judge implements Source.Sink {
    @Override
    public List<Hash> proven(HashRange range, List<Hash> proof) throws SourceFailure {
      try {
        return Proofs.verify(content, range, proof);
      } catch (ProofException e) {
        throw new SourceFailure(SourceFailure.Kind.WRONG, "sent a wrong proof: " + e.getMessage());
      }
    }

    @Override
    public boolean take(long node, Hash expected, byte[] bytes) throws SourceFailure {
      if (!keep(node, expected, bytes)) {
        throw new SourceFailure(SourceFailure.Kind.WRONG, "sent bytes that fail their hash");
      }
      means.fetched().accept(bytes.length);
      return !means.stopped().getAsBoolean() && failure.get() == null;
    }
  }
}
