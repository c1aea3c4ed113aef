package runnel.node;

import java.nio.ByteBuffer;
import java.util.BitSet;
import java.util.Optional;
import runnel.indexd.content.ContentId;
import runnel.indexd.content.HashSource;
import runnel.node.cache.ByteRange;
import runnel.node.cache.Cache;
import runnel.node.cache.CachedContent;
import runnel.node.failure.NodeException;
import runnel.node.peer.ContentShelf;
import runnel.node.peer.HeldContents;
import runnel.node.peer.Leases;

/** Passes on what is cached of others' contents, where that is allowed. Thread-safe. */
final class HeldShelf implements ContentShelf, HeldContents {
  private final Cache cache;
  private final Leases leases;

  HeldShelf(Cache cache, Leases leases) {
    this.cache = cache;
    this.leases = leases;
  }

  @Override
  public Optional<Book> open(ContentId content) {
    return held(content).map(HeldBook::new);
  }

  @Override
  public Optional<BitSet> nodes(ContentId content, int layer) {
    return held(content)
        .map(open -> {
          try (open) {
            return open.nodes(layer);
          }
        });
  }

  private Optional<CachedContent> held(ContentId content) {
    if (!leases.allow(content)) {
      return Optional.empty();
    }
    CachedContent open = cache.open(content);
    if (open.cachedBytes() == 0) {
      open.close();
      return Optional.empty();
    }
    return Optional.of(open);
  }

  /** What is not here is like what was shared and is so no more. */
  private static NodeException notHere() {
    return new NodeException(NodeException.Kind.STALE, "this part is not here");
  }

  private record HeldBook(CachedContent cached) implements Book {
    @Override
    public HashSource hashes() {
      return (layer, index) ->
          Optional.of(cached.node(layer, index).orElseThrow(HeldShelf::notHere));
    }

    @Override
    public void read(long offset, ByteBuffer into) {
      ByteRange range = new ByteRange(offset, into.remaining());
      if (!cached.missing(range).isEmpty()) {
        throw notHere();
      }
      into.put(cached.read(range).orElseThrow(HeldShelf::notHere));
    }

    @Override
    public void close() {
      cached.close();
    }
  }
}
