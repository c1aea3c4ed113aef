package runnel.node.download;

import java.nio.ByteBuffer;
import java.util.BitSet;
import runnel.indexd.content.HashSource;
import runnel.node.transfer.Keeper;

/**
 * A content that grows on this node's disk: it keeps what is fetched, and others may have what is
 * there. Thread-safe.
 */
public interface GrowingContent extends Keeper, HashSource {
  /** The layer of the nodes; the root's, if that is lower. */
  int LAYER = 2;

  /** Which nodes are there and can be proven, a bit for each. */
  BitSet provable();

  /** Begins to read, which {@link #leave} ends; false if nothing can be read any more. */
  boolean enter();

  /** Ends what {@link #enter} began. */
  void leave();

  /**
   * Fills the buffer with bytes from the offset on, which are hashed once more before: the file is
   * the user's by the time it is whole.
   *
   * @throws runnel.node.failure.NodeException STALE if they are not there, or not what they were
   */
  void read(long offset, ByteBuffer into);
}
