package runnel.node.transfer;

import java.util.List;
import runnel.indexd.content.ContentId;

/** Knows who else may have some content. Thread-safe. */
@FunctionalInterface
public interface SourceFinder {
  /** Knows nobody. */
  SourceFinder NOBODY = content -> List.of();

  /**
   * Returns peers that may have the content, online ones only, the best first; blocks for seconds
   * at most, and returns none rather than fail.
   */
  List<Source> find(ContentId content);
}
