package runnel.node;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import runnel.indexd.content.ContentId;
import runnel.indexd.identity.PeerId;
import runnel.node.cache.ByteRange;
import runnel.node.cache.Cache;
import runnel.node.cache.CachedContent;
import runnel.node.download.Contents;
import runnel.node.download.Origin;
import runnel.node.network.Peer;
import runnel.node.network.Roster;
import runnel.node.transfer.NodeRun;
import runnel.node.transfer.Source;
import runnel.node.transfer.Transfer;

/** Bytes for downloads: from the cache, else by the transfer engine. Thread-safe. */
final class DownloadContents implements Contents {
  /** Peers that are asked for a content of which nothing but its id is known. */
  private static final int ASKED_MAX = 32;

  private final Transfer transfer;
  private final Cache cache;
  private final Roster roster;
  private final OtherNodes others;

  DownloadContents(Transfer transfer, Cache cache, Roster roster, OtherNodes others) {
    this.transfer = transfer;
    this.cache = cache;
    this.roster = roster;
    this.others = others;
  }

  @Override
  public List<Source> sources(Origin origin) {
    return owners(origin).flatMap(owner -> others.contentOf(owner).stream()).toList();
  }

  @Override
  public void fetch(ContentId content, NodeRun nodes, List<Source> sources, Source.Sink sink) {
    transfer.fetch(content, nodes, sources, sink);
  }

  @Override
  public Kept kept(ContentId content) {
    return new InCache(content, cache.open(content));
  }

  private Stream<PeerId> owners(Origin origin) {
    return switch (origin) {
      case Origin.Shared shared -> Stream.of(shared.owner());
      case Origin.ByContent content ->
          content
              .from()
              .map(Stream::of)
              .orElseGet(() ->
                  roster.peers().stream()
                      .filter(peer -> peer.user().online())
                      .limit(ASKED_MAX)
                      .map(Peer::id));
    };
  }

  private record InCache(ContentId content, CachedContent cached) implements Kept {
    @Override
    public Optional<ByteBuffer> read(NodeRun nodes) {
      if (cached.cachedBytes() == 0) {
        return Optional.empty();
      }
      long first = nodes.firstByte();
      ByteRange range = new ByteRange(first, nodes.endByte(content) - first);
      return cached.missing(range).isEmpty() ? cached.read(range) : Optional.empty();
    }

    @Override
    public void close() {
      cached.close();
    }
  }
}
