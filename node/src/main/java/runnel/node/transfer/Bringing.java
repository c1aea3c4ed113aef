package runnel.node.transfer;

import java.time.Duration;

/** The fetching of one content for a download. Thread-safe. */
public interface Bringing extends AutoCloseable {
  /**
   * Fetches what is not there of the nodes; blocks.
   *
   * @param within after so long it returns, while the fetching goes on
   * @return whether all has come; what could not be kept has come, too
   * @throws runnel.node.failure.NodeException if no source delivers: STALE if none has the content,
   *     else UNAVAILABLE, BUSY or FAILED with the last reason
   */
  boolean fetch(NodeRun nodes, Duration within);

  /** Gives up what is under way, of which something may still reach the keeper. Idempotent. */
  @Override
  void close();
}
