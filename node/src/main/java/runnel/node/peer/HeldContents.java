package runnel.node.peer;

import java.util.BitSet;
import java.util.Optional;
import runnel.indexd.content.ContentId;

/** What this node has of others' contents and may pass on. Thread-safe. */
@FunctionalInterface
public interface HeldContents {
  /**
   * Returns which nodes of the layer are here whole.
   *
   * @return empty alike for what is not here and what may not be passed on
   */
  Optional<BitSet> nodes(ContentId content, int layer);
}
