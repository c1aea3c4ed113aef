package runnel.node;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import runnel.indexd.content.ContentId;
import runnel.indexd.identity.PeerId;
import runnel.node.cache.ByteRange;
import runnel.node.cache.Cache;
import runnel.node.cache.CachedContent;
import runnel.node.download.Contents;
import runnel.node.download.GrowingContent;
import runnel.node.download.Origin;
import runnel.node.failure.NodeException;
import runnel.node.network.Peer;
import runnel.node.network.Roster;
import runnel.node.transfer.Bringing;
import runnel.node.transfer.FileVersion;
import runnel.node.transfer.NodeRun;
import runnel.node.transfer.SmallSink;
import runnel.node.transfer.Source;
import runnel.node.transfer.Transfer;

/** Bytes for downloads: from the cache, else by the transfer engine. Thread-safe. */
final class DownloadContents implements Contents {
  /** Peers that are asked for a content whose owners the index does not know. */
  private static final int ASKED_MAX = 16;

  private final Transfer transfer;
  private final Cache cache;
  private final GrowingShelf growing;
  private final Roster roster;
  private final OtherNodes others;

  DownloadContents(Fetching fetching, Roster roster, OtherNodes others) {
    this.transfer = fetching.transfer();
    this.cache = fetching.cache();
    this.growing = fetching.growing();
    this.roster = roster;
    this.others = others;
  }

  /** What bytes are fetched with. */
  record Fetching(Transfer transfer, Cache cache, GrowingShelf growing) {}

  @Override
  public List<Source> sources(Origin origin, ContentId content) {
    return switch (origin) {
      case Origin.Shared shared -> others.contentOf(shared.owner());
      case Origin.ByContent wanted ->
          wanted.from().map(others::contentOf).orElseGet(() -> anybody(content));
    };
  }

  @Override
  public Bringing open(ContentId content, List<Source> sources, GrowingContent into) {
    return growing.open(content, into, transfer.download(content, sources, into));
  }

  @Override
  public void fetchSmall(List<ContentId> contents, Source source, SmallSink sink) {
    transfer.fetchSmall(contents, source, sink);
  }

  /** An owner hashes first what is read. */
  @Override
  public void hashSoon(PeerId owner, FileVersion file) {
    try {
      others.contentOf(owner).stream()
          .findFirst()
          .ifPresent(source -> transfer.touch(file, source));
    } catch (NodeException e) {
      // It is asked again when the download tries again.
    }
  }

  @Override
  public Kept kept(ContentId content) {
    return cache.mayHave(content) ? new InCache(content, cache.open(content)) : Kept.NOTHING;
  }

  /** Whoever the index names; whoever is there if it names nobody. */
  private List<Source> anybody(ContentId content) {
    List<Source> owners = transfer.owners(content);
    if (!owners.isEmpty()) {
      return owners;
    }
    return roster.peers().stream()
        .filter(peer -> peer.user().online())
        .limit(ASKED_MAX)
        .map(Peer::id)
        .flatMap(peer -> others.contentOf(peer).stream())
        .toList();
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
