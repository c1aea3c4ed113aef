package runnel.node.peer;

import java.nio.ByteBuffer;
import java.util.Optional;
import runnel.indexd.content.ContentId;
import runnel.indexd.content.HashSource;

/** What this node serves: the contents that its own published catalog lists. Thread-safe. */
public interface ContentShelf {
  /**
   * Opens the content; the caller closes it.
   *
   * @return empty alike for what is not shared, does not exist, or is no longer what was published
   */
  Optional<Book> open(ContentId content);

  /** One content, open for serving. Used by one thread at a time. */
  interface Book extends AutoCloseable {
    /** The content's hash tree; every layer is answered, the lowest from the bytes. */
    HashSource hashes();

    /**
     * Fills the buffer with the bytes from the offset on.
     *
     * @param into its remaining room lies within the content
     * @throws runnel.node.failure.NodeException STALE if the file is no longer what was published
     */
    void read(long offset, ByteBuffer into);

    @Override
    void close();
  }
}
