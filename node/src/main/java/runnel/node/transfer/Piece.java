package runnel.node.transfer;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import runnel.indexd.identity.PeerId;
import runnel.node.failure.NodeException;

/**
 * Nodes that wait for a source.
 *
 * @param nodes which
 * @param urgency how soon they are needed
 * @param refusedBy peers that failed to deliver them
 * @param failure how; of several the one that leaves most hope
 */
record Piece(
    NodeRun nodes, Urgency urgency, Set<PeerId> refusedBy, Optional<NodeException> failure) {
  static Piece of(NodeRun nodes, Urgency urgency) {
    return new Piece(nodes, urgency, Set.of(), Optional.empty());
  }

  Piece only(NodeRun part) {
    return new Piece(part, urgency, refusedBy, failure);
  }

  Piece as(Urgency other) {
    return new Piece(nodes, other, refusedBy, failure);
  }

  /** Returns the rest of it after a peer failed. */
  Piece refused(NodeRun rest, PeerId by, NodeException why) {
    Set<PeerId> all = new HashSet<>(refusedBy);
    all.add(by);
    boolean hopeless = why.kind() == NodeException.Kind.STALE;
    Optional<NodeException> kept = failure.isPresent() && hopeless ? failure : Optional.of(why);
    return new Piece(rest, urgency, Set.copyOf(all), kept);
  }
}
