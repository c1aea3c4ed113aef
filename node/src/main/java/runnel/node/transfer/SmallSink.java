package runnel.node.transfer;

import java.util.Optional;
import runnel.indexd.content.ContentId;

/** Takes small contents as they arrive, and is the judge of them. */
@FunctionalInterface
public interface SmallSink extends Asking {
  /**
   * Takes one.
   *
   * @param bytes as received, not yet compared with the content id; empty if the source has not got
   *     it
   * @throws SourceFailure WRONG if the bytes are not the content
   */
  void take(ContentId content, Optional<byte[]> bytes) throws SourceFailure;

  /** As {@link Source.Sink#isForDownload}. */
  default boolean isForDownload() {
    return false;
  }
}
