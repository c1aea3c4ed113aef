package runnel.mount.tree;

import java.util.concurrent.CompletableFuture;

/** One open of one file. Reads may overlap; after {@link #close} there are none. */
public interface OpenedFile extends AutoCloseable {
  /** Returns the attributes of the version that this open reads; the same until it is closed. */
  Attributes attributes();

  /** Says whether the kernel may keep the pages it has of this path: the version is the same. */
  boolean keepsPages();

  /**
   * Says whether this open must not share the kernel's pages, since another version of the path is
   * open still: it is read past them. A shared mapping is refused then.
   */
  default boolean avoidsPages() {
    return false;
  }

  /**
   * Begins to read and returns at once; the result comes from any thread.
   *
   * <p>It completes with exactly the bytes asked for, cut only at the end of the file, or
   * exceptionally with a {@link TreeException}: never short, never zeros. It completes within the
   * tree's own deadline. Cancelling it gives up the wait, not what others wait for too.
   *
   * @param offset 0 or more; at or beyond the end gives no bytes
   * @param length 1 or more bytes
   */
  CompletableFuture<ReadResult> read(long offset, int length);

  /** Ends the open and frees what belongs to it, descriptors handed out by reads included. */
  @Override
  void close();
}
