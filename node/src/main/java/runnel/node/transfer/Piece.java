package runnel.node.transfer;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import runnel.indexd.identity.PeerId;
import runnel.node.failure.NodeException;

/**
 * Nodes that wait for a source.
 *
 * @param nodes which
 * @param urgency how soon they are needed
 * @param since when they were wanted
 * @param refusedBy peers that failed to deliver them
 * @param failure how; of several the one that leaves most hope
 */
record Piece(
    NodeRun nodes,
    Urgency urgency,
    long since,
    Set<PeerId> refusedBy,
    Optional<NodeException> failure) {
  static Piece of(NodeRun nodes, Urgency urgency, long now) {
    return new Piece(nodes, urgency, now, Set.of(), Optional.empty());
  }

  Piece only(NodeRun part) {
    return new Piece(part, urgency, since, refusedBy, failure);
  }

  /** Returns what is before and behind a part of it. */
  List<Piece> without(NodeRun part) {
    List<Piece> rest = new ArrayList<>();
    if (nodes.first() < part.first()) {
      rest.add(only(new NodeRun(nodes.first(), part.first())));
    }
    if (part.end() < nodes.end()) {
      rest.add(only(new NodeRun(part.end(), nodes.end())));
    }
    return rest;
  }

  Piece as(Urgency other) {
    return new Piece(nodes, other, since, refusedBy, failure);
  }

  /** Returns the rest of it after a peer failed. */
  Piece refused(NodeRun rest, PeerId by, NodeException why) {
    Set<PeerId> all = new HashSet<>(refusedBy);
    all.add(by);
    boolean hopeless = why.kind() == NodeException.Kind.STALE;
    Optional<NodeException> kept = failure.isPresent() && hopeless ? failure : Optional.of(why);
    return new Piece(rest, urgency, since, Set.copyOf(all), kept);
  }
}
