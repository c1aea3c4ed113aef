package runnel.node.peer;

import java.nio.ByteBuffer;
import java.util.Optional;
import runnel.indexd.catalog.VersionTag;

/**
 * What this node serves by path and version: files that its published catalog lists, also before
 * they are hashed. Thread-safe.
 */
public interface FileShelf {
  /**
   * Opens a version of a file; the caller closes it.
   *
   * @param path as in the catalog, names joined by {@code /}
   * @return empty alike for what is not shared, does not exist, or is no longer that version
   */
  Optional<Version> open(String path, VersionTag version);

  /** One version of a file, open for serving. Used by one thread at a time. */
  interface Version extends AutoCloseable {
    /** How many bytes it has. */
    long length();

    /**
     * Fills the buffer with the bytes from the offset on.
     *
     * @param into its remaining room lies within the file
     * @throws runnel.node.failure.NodeException STALE if the file is no longer that version
     */
    void read(long offset, ByteBuffer into);

    @Override
    void close();
  }
}
