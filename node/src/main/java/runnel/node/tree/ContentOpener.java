package runnel.node.tree;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import runnel.indexd.content.ContentId;
import runnel.indexd.identity.PeerId;
import runnel.mount.tree.ReadResult;

/** Opens contents for reading: what the tree needs of the transfer engine. Thread-safe. */
public interface ContentOpener {
  /** Opens the content, fetching nothing yet. */
  Reader open(ContentId content, PeerId owner);

  /** Begins to fetch small contents that will be read soon; returns at once. */
  default void fetchAhead(List<ContentId> contents, PeerId owner) {}

  /** One open of some content. */
  interface Reader extends AutoCloseable {
    /** Begins to read, as {@code OpenedFile.read} promises. */
    CompletableFuture<ReadResult> read(long offset, int length);

    @Override
    void close();
  }
}
