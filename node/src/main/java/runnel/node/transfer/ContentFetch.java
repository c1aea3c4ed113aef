package runnel.node.transfer;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import runnel.indexd.content.ContentId;
import runnel.indexd.content.Hash;
import runnel.indexd.content.HashRange;
import runnel.indexd.content.ProofException;
import runnel.node.cache.ByteRange;
import runnel.node.cache.CachedContent;
import runnel.node.failure.NodeException;

/**
 * All fetching of one content that is open: who wants a node that is under way joins.
 *
 * <p>Thread-safe. Each run of nodes is fetched by one virtual thread, from one source after the
 * other until one delivers.
 */
final class ContentFetch implements Source.Sink, AutoCloseable {
  private static final System.Logger LOG = System.getLogger(ContentFetch.class.getName());

  private final ContentId content;
  private final CachedContent cached;
  private final SourceCaller caller;
  private final TransferCounters counters;
  // Guarded by itself; no I/O is done under it.
  private final Map<Long, CompletableFuture<Optional<byte[]>>> underWay = new HashMap<>();
  private volatile boolean abandoned;

  ContentFetch(
      ContentId content, CachedContent cached, SourceCaller caller, TransferCounters counters) {
    this.content = content;
    this.cached = cached;
    this.caller = caller;
    this.counters = counters;
  }

  /**
   * Begins to fetch what is missing of the nodes and returns at once.
   *
   * @return for each node that is not in the cache: completed with nothing once it is, or with the
   *     verified bytes if they could not be kept, or with a {@link NodeException}
   */
  Map<Long, CompletableFuture<Optional<byte[]>>> want(List<Long> nodes, List<Source> sources) {
    Map<Long, CompletableFuture<Optional<byte[]>>> waits = new HashMap<>();
    List<Long> begun = new ArrayList<>();
    synchronized (underWay) {
      for (long node : nodes) {
        CompletableFuture<Optional<byte[]>> wait = underWay.get(node);
        if (wait == null && cached.trusts(bytesOf(node))) {
          continue; // It arrived since the caller looked.
        }
        if (wait == null) {
          wait = new CompletableFuture<>();
          underWay.put(node, wait);
          begun.add(node);
        }
        waits.put(node, wait);
      }
    }
    for (NodeRun run : NodeRun.of(begun)) {
      Thread.ofVirtual().name("fetch").start(() -> fetch(run, sources));
    }
    return waits;
  }

  /** Gives up what is under way: nobody has the content open any more. */
  @Override
  public void close() {
    abandoned = true;
    cached.close();
  }

  private void fetch(NodeRun run, List<Source> sources) {
    NodeException failure = new NodeException(NodeException.Kind.FAILED, "fetching broke off");
    try {
      caller.fetch(content, run, sources, this);
      failure = new NodeException(NodeException.Kind.STALE, "nobody reads this any more");
    } catch (NodeException e) {
      failure = e;
    } catch (RuntimeException e) {
      failure = unexpected(e);
    } finally {
      failRest(run, failure); // Even after an Error: who joins later would wait for nobody.
    }
  }

  private NodeException unexpected(RuntimeException e) {
    // The last reader may close the content's file while a node is being kept.
    if (!abandoned) {
      LOG.log(System.Logger.Level.WARNING, "could not fetch " + content, e);
    }
    return new NodeException(
        NodeException.Kind.FAILED, "could not fetch " + content + ": " + e.getMessage(), e);
  }

  private void failRest(NodeRun run, NodeException failure) {
    for (long node = run.first(); node < run.end(); node++) {
      CompletableFuture<Optional<byte[]>> wait = finish(node);
      if (wait != null) {
        wait.completeExceptionally(failure);
      }
    }
  }

  @Override
  public List<Hash> proven(HashRange range, List<Hash> proof) throws SourceFailure {
    try {
      return cached.learn(range, proof);
    } catch (ProofException e) {
      counters.refused();
      throw new SourceFailure(SourceFailure.Kind.WRONG, "sent a wrong proof: " + e.getMessage());
    }
  }

  @Override
  public boolean take(long node, Hash expected, byte[] bytes) throws SourceFailure {
    if (abandoned) {
      return false;
    }
    HashRange place = new NodeRun(node, node + 1).hashes(content);
    Optional<byte[]> unkept =
        switch (cached.accept(place, List.of(expected), ByteBuffer.wrap(bytes))) {
          case KEPT -> Optional.empty();
          case NOT_KEPT -> Optional.of(bytes);
          case WRONG -> {
            counters.refused();
            throw new SourceFailure(SourceFailure.Kind.WRONG, "sent bytes that fail their hash");
          }
        };
    counters.fetched(bytes.length);
    CompletableFuture<Optional<byte[]>> wait = finish(node);
    if (wait != null) {
      wait.complete(unkept);
    }
    return true;
  }

  private ByteRange bytesOf(long node) {
    NodeRun one = new NodeRun(node, node + 1);
    return new ByteRange(one.firstByte(), one.endByte(content) - one.firstByte());
  }

  private CompletableFuture<Optional<byte[]>> finish(long node) {
    synchronized (underWay) {
      return underWay.remove(node);
    }
  }
}
