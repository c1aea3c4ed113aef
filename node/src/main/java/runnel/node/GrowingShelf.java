package runnel.node;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.BitSet;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import runnel.indexd.content.ContentId;
import runnel.indexd.content.HashSource;
import runnel.node.download.GrowingContent;
import runnel.node.failure.NodeException;
import runnel.node.peer.ContentShelf;
import runnel.node.peer.HeldContents;
import runnel.node.peer.Leases;
import runnel.node.transfer.Bringing;
import runnel.node.transfer.NodeRun;

/** Passes on what is there of downloads that run, where that is allowed. Thread-safe. */
final class GrowingShelf implements ContentShelf, HeldContents {
  private final Leases leases;
  private final Map<ContentId, GrowingContent> growing = new ConcurrentHashMap<>();

  GrowingShelf(Leases leases) {
    this.leases = leases;
  }

  /** Others may have what is there until the bringing is closed. */
  Bringing open(ContentId content, GrowingContent into, Bringing bringing) {
    var _ = growing.putIfAbsent(content, into);
    return new Passing(content, into, bringing);
  }

  @Override
  public Optional<BitSet> nodes(ContentId content, int layer) {
    return allowed(content)
        .filter(into -> layer <= GrowingContent.LAYER)
        .map(GrowingContent::provable)
        .filter(nodes -> !nodes.isEmpty());
  }

  @Override
  public Optional<Book> open(ContentId content) {
    return allowed(content).filter(GrowingContent::enter).map(GrowingBook::new);
  }

  private Optional<GrowingContent> allowed(ContentId content) {
    return Optional.ofNullable(growing.get(content)).filter(into -> leases.allow(content));
  }

  private final class Passing implements Bringing {
    private final ContentId content;
    private final GrowingContent into;
    private final Bringing bringing;

    Passing(ContentId content, GrowingContent into, Bringing bringing) {
      this.content = content;
      this.into = into;
      this.bringing = bringing;
    }

    @Override
    public boolean fetch(NodeRun nodes, Duration within) {
      return bringing.fetch(nodes, within);
    }

    @Override
    public void close() {
      boolean _ = growing.remove(content, into);
      bringing.close();
    }
  }

  private record GrowingBook(GrowingContent content) implements Book {
    @Override
    public HashSource hashes() {
      return (layer, index) ->
          Optional.of(
              content
                  .node(layer, index)
                  .orElseThrow(
                      () -> new NodeException(NodeException.Kind.STALE, "this part is not here")));
    }

    @Override
    public void read(long offset, ByteBuffer into) {
      content.read(offset, into);
    }

    @Override
    public void close() {
      content.leave();
    }
  }
}
