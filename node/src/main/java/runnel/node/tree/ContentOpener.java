package runnel.node.tree;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import runnel.indexd.content.ContentId;
import runnel.indexd.identity.PeerId;
import runnel.mount.tree.ReadResult;

/** Opens files for reading: what the tree needs of the transfer engine. Thread-safe. */
public interface ContentOpener {
  /** Opens a version of a file of the owner, fetching nothing yet. */
  Reader open(FileBytes bytes, PeerId owner);

  /** Begins to fetch small contents that will be read soon; returns at once. */
  default void fetchAhead(List<ContentId> contents, PeerId owner) {}

  /** One open of a version. */
  interface Reader extends AutoCloseable {
    /** Begins to read, as {@code OpenedFile.read} promises. */
    CompletableFuture<ReadResult> read(long offset, int length);

    @Override
    void close();
  }
}
