package runnel.node.transfer;

import java.util.BitSet;
import runnel.indexd.content.ContentId;

/**
 * A peer that keeps a part of some content, because it reads it, too, and passes that part on.
 * Thread-safe.
 */
public interface Holder extends Source {
  /**
   * Asks which nodes of layer 2 it has; blocks for seconds at most. It may say what is not so: what
   * it then sends is compared like anything else.
   *
   * @return one bit for each node
   * @throws SourceFailure as {@link Source#fetch}; NOT_THERE if it has nothing for us
   */
  BitSet nodes(ContentId content) throws SourceFailure;
}
