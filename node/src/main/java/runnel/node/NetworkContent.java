package runnel.node;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import runnel.indexd.catalog.VersionTag;
import runnel.indexd.content.ContentId;
import runnel.indexd.identity.PeerId;
import runnel.mount.tree.ReadResult;
import runnel.mount.tree.TreeException;
import runnel.node.failure.FailureTables;
import runnel.node.failure.NodeException;
import runnel.node.transfer.FileVersion;
import runnel.node.transfer.Opened;
import runnel.node.transfer.Source;
import runnel.node.transfer.Transfer;
import runnel.node.tree.ContentOpener;
import runnel.node.tree.FileBytes;

/** Opens what the tree shows through the transfer engine. Thread-safe. */
final class NetworkContent implements ContentOpener {
  private final Transfer transfer;
  private final Function<PeerId, List<Source>> sources;

  /**
   * @param sources who may have what this owner shares, the best first
   */
  NetworkContent(Transfer transfer, Function<PeerId, List<Source>> sources) {
    this.transfer = transfer;
    this.sources = sources;
  }

  @Override
  public Reader open(FileBytes bytes, PeerId owner) {
    return switch (bytes) {
      case FileBytes.Proven(ContentId content) when content.equals(ContentId.EMPTY) -> new Empty();
      case FileBytes.Proven(ContentId content) ->
          new Fetched(transfer.open(content, sources.apply(owner)));
      case FileBytes.Vouched(String path, VersionTag tag, long length) ->
          new Fetched(transfer.open(new FileVersion(path, tag, length), source(owner)));
    };
  }

  /** The owner's own node, and no other. */
  private Source source(PeerId owner) {
    return sources.apply(owner).stream()
        .filter(source -> source.peer().equals(owner))
        .findFirst()
        .orElseThrow(() ->
            new NodeException(
                NodeException.Kind.UNAVAILABLE,
                "could not open it: its owner has not hashed it yet and can't be asked"));
  }

  @Override
  public void fetchAhead(List<ContentId> contents, PeerId owner) {
    sources.apply(owner).stream()
        .findFirst()
        .ifPresent(source -> transfer.fetchAhead(contents, source));
  }

  private record Fetched(Opened reading) implements Reader {
    @Override
    public CompletableFuture<ReadResult> read(long offset, int length) {
      return begin(offset, length)
          .handle((result, failure) -> {
            if (failure != null) {
              throw asTree(failure);
            }
            return result;
          });
    }

    /** The cache may fail before anything is waited for; the mount is told of both alike. */
    private CompletableFuture<ReadResult> begin(long offset, int length) {
      try {
        return reading.read(offset, length);
      } catch (RuntimeException e) {
        return CompletableFuture.failedFuture(e);
      }
    }

    @Override
    public void close() {
      reading.close();
    }

    private static RuntimeException asTree(Throwable failure) {
      Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
      return switch (cause) {
        case NodeException e -> FailureTables.tree(e);
        case TimeoutException e ->
            new TreeException(
                TreeException.Kind.UNREADABLE, "could not read: no progress in time", e);
        case RuntimeException e -> e;
        default -> new IllegalStateException(cause);
      };
    }
  }

  private record Empty() implements Reader {
    @Override
    public CompletableFuture<ReadResult> read(long offset, int length) {
      return CompletableFuture.completedFuture(new ReadResult.Bytes(ByteBuffer.allocate(0)));
    }

    @Override
    public void close() {
      // Nothing is held.
    }
  }
}
