package runnel.node;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import runnel.indexd.identity.PeerId;
import runnel.node.control.ControlDocuments;

/**
 * What the parts that look for others on the network know, for status, peers and doctor. Every
 * answer comes from memory. Thread-safe.
 */
interface NetworkFacts {
  /** Nothing looks for others. */
  NetworkFacts NONE = new NetworkFacts() {};

  /**
   * Returns how the peer was found.
   *
   * @return {@code index}, {@code multicast}, {@code remembered} or {@code told by a peer}
   */
  default Optional<String> foundBy(PeerId peer) {
    return Optional.empty();
  }

  /** Returns why the present index is used: {@code given by --index}, {@code dedicated}, … */
  default Optional<String> indexWhy() {
    return Optional.empty();
  }

  /** Returns who could host the index, the first being the one to use. */
  default List<ControlDocuments.Candidate> indexCandidates() {
    return List.of();
  }

  /** Returns what was sent and heard at each interface; none without discovery. */
  default List<ControlDocuments.Interface> discovery() {
    return List.of();
  }

  /** Returns how far this node's clock is ahead of the index's; negative if it is behind. */
  default Optional<Duration> clockAhead() {
    return Optional.empty();
  }

  /** Says whether somebody else claims this node's own name. */
  default boolean isNameContested() {
    return false;
  }
}
