package runnel.node.cache;

import java.nio.ByteBuffer;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import runnel.indexd.content.ContentId;
import runnel.indexd.content.Hash;
import runnel.indexd.content.HashRange;
import runnel.indexd.content.HashSource;

/**
 * One open of a cached content. All opens of a content see the same bytes.
 *
 * <p>Thread-safe: different parts may be read and stored at once. After {@link #close} every call
 * throws {@link IllegalStateException}; calls that run then finish first.
 */
public final class CachedContent implements HashSource, AutoCloseable {
  private final Content content;
  private final Cache cache;

  /** Calls that run, and one for being open: at zero the content is released. */
  private final AtomicInteger holds = new AtomicInteger(1);

  private final AtomicBoolean closed = new AtomicBoolean();

  CachedContent(Content content, Cache cache) {
    this.content = content;
    this.cache = cache;
  }

  /** The content's id. */
  public ContentId id() {
    return content.id();
  }

  /** How much is there, in bytes on disk, hashed in this run or not; at once. */
  public long cachedBytes() {
    return content.cachedBytes();
  }

  /**
   * Returns which nodes of a layer are there whole, hashed in this run or not; at once.
   *
   * @param layer 2 or higher, or the root's
   */
  public BitSet nodes(int layer) {
    return use(() -> content.nodesOf(layer));
  }

  /**
   * Says whether all bytes of the range are there and were hashed lately, so that they may be read
   * from {@link #descriptor}; at once, without I/O.
   *
   * @param range within the content
   */
  public boolean trusts(ByteRange range) {
    return use(() -> {
      boolean trusted = content.trusts(content.units().covering(range));
      if (trusted) {
        cache.counters().hits.increment();
      }
      return trusted;
    });
  }

  /**
   * Says whether some of the range is there but was not hashed lately, so that {@link #missing} has
   * to read and hash it; at once, without I/O.
   *
   * @param range within the content
   */
  public boolean hasUnhashed(ByteRange range) {
    return use(() -> content.hasUnhashed(content.units().covering(range)));
  }

  /**
   * Returns what has to be fetched so that the range can be trusted: sorted gaps that do not touch,
   * widened to units of 64 KiB, the last cut at the content's end; empty if nothing is missing.
   *
   * <p>Reads and hashes what is there of the range but was not hashed lately, about 1 ms for each
   * MiB; so ask for what will be read soon, not for a whole large content.
   *
   * @param range within the content
   */
  public List<ByteRange> missing(ByteRange range) {
    return use(() ->
        content.missing(content.units().covering(range)).stream()
            .map(content.units()::bytes)
            .toList());
  }

  /**
   * Checks hashes that came over the network against the content id and keeps what they prove.
   *
   * @param proof as {@link runnel.indexd.content.Proofs#prove} returns it; may come from anyone
   * @return the range's hashes, padding included
   * @throws runnel.indexd.content.ProofException if they do not lead to the content's root
   */
  public List<Hash> learn(HashRange range, List<Hash> proof) {
    return use(() -> {
      Map<NodeAt, Hash> proven = VerifiedNodes.ofProof(content.units(), range, proof);
      if (!cache.commits().isRefused()) {
        content.nodes().add(proven);
        cache.commits().changed(content, 0);
      }
      return List.copyOf(proof.subList(0, range.count()));
    });
  }

  /**
   * Checks bytes that came over the network, and keeps them if they are right; hashes and writes on
   * the caller's thread.
   *
   * @param range nodes of layer 2 or higher, or the root; the first is within the content
   * @param expected the hashes of the range, from {@link #learn} or {@link #node}; what is expected
   *     beyond the content's end does not matter
   * @param data the bytes below the nodes, cut at the content's end; not consumed. Any other number
   *     of bytes is {@link Outcome#WRONG}
   * @throws IllegalArgumentException if the range is not as said
   */
  public Outcome accept(HashRange range, List<Hash> expected, ByteBuffer data) {
    Units units = content.units();
    if (range.layer() < units.layer()
        || range.layer() > units.shape().rootLayer()
        || range.index() >= units.shape().nodes(range.layer())
        || expected.size() != range.count()) {
      throw new IllegalArgumentException(
          "the cache keeps whole units of " + id() + ", with a hash for each node: not " + range);
    }
    return use(() -> VerifiedNodes.ofData(units, range, expected, data))
        .map(proven -> keep(units.below(range), data, proven))
        .orElse(Outcome.WRONG);
  }

  private Outcome keep(LeafRange leaves, ByteBuffer data, Map<NodeAt, Hash> proven) {
    return use(() -> {
      if (content.trusts(leaves)) {
        return Outcome.KEPT;
      }
      if (cache.commits().isRefused() || !content.write(leaves, data, proven)) {
        cache.counters().notKept.increment();
        return Outcome.NOT_KEPT;
      }
      cache.commits().changed(content, data.remaining());
      return Outcome.KEPT;
    });
  }

  /**
   * Returns a node's hash if it is known: learnt from a proof, or, below layer 2, computed from
   * bytes that are there. Reads the store or the file. So this node can prove what it has cached.
   */
  @Override
  public Optional<Hash> node(int layer, long index) {
    return use(() -> content.node(new NodeAt(layer, index)));
  }

  /**
   * Returns a read-only file descriptor of this process, in which trusted bytes are at the offsets
   * that they have in the content; valid until this is closed, and not the caller's to close. It
   * may be seeked by nobody. Empty as long as nothing of the content is there, and where the system
   * is not Linux: then {@link #read}.
   */
  public OptionalInt descriptor() {
    return use(content::descriptor);
  }

  /**
   * Reads bytes, if all are there and trusted; reads the file.
   *
   * @param range within the content, at most 2³¹−9 bytes
   */
  public Optional<ByteBuffer> read(ByteRange range) {
    return use(() -> content.read(range));
  }

  /** Ends this open; the descriptor is no longer valid. Idempotent. */
  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      leave();
    }
  }

  private <T> T use(Supplier<T> call) {
    if (closed.get() || holds.getAndUpdate(count -> count == 0 ? 0 : count + 1) == 0) {
      throw new IllegalStateException("the cached content " + id() + " is closed");
    }
    try {
      return call.get();
    } finally {
      leave();
    }
  }

  private void leave() {
    if (holds.decrementAndGet() == 0) {
      cache.release(content);
    }
  }
}
