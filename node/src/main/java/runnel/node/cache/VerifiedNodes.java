package runnel.node.cache;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import runnel.indexd.content.Hash;
import runnel.indexd.content.HashRange;
import runnel.indexd.content.Leaves;
import runnel.indexd.content.Proofs;

/**
 * What follows from hashes that are known to be right. Pure.
 *
 * <p>This is the one place where the cache checks anything that came over the network.
 */
final class VerifiedNodes {
  private VerifiedNodes() {}

  /**
   * Returns every node from the units up to the range's layer that the data proves, or empty if the
   * data does not have the hashes expected.
   */
  static Optional<Map<NodeAt, Hash>> ofData(
      Units units, HashRange range, List<Hash> expected, ByteBuffer data) {
    LeafRange leaves = units.below(range);
    if (data.remaining() != units.bytes(leaves).length()) {
      return Optional.empty();
    }
    NodeAt first = new NodeAt(units.layer(), units.index(leaves.first()));
    byte[] hashes =
        Leaves.nodes(units.id().length(), first.layer(), first.index(), data.duplicate());
    Map<NodeAt, Hash> nodes = new HashMap<>();
    Row row = new Row(first, Hash.split(hashes));
    row.addTo(nodes);
    while (row.first().layer() < range.layer()) {
      row = row.parents();
      row.addTo(nodes);
    }
    return row.hashes().equals(expected.subList(0, row.hashes().size()))
        ? Optional.of(nodes)
        : Optional.empty();
  }

  /**
   * Returns every node from the units up that the proof proves.
   *
   * @throws runnel.indexd.content.ProofException if the proof does not lead to the content's root
   */
  static Map<NodeAt, Hash> ofProof(Units units, HashRange range, List<Hash> proof) {
    List<Hash> hashes = Proofs.verify(units.id(), range, proof);
    Map<NodeAt, Hash> nodes = new HashMap<>();
    Row row = new Row(new NodeAt(range.layer(), range.index()), hashes);
    row.addTo(nodes);
    while (row.hashes().size() > 1) {
      row = row.parents();
      row.addTo(nodes);
    }
    NodeAt at = row.first();
    Hash hash = row.hashes().getFirst();
    for (Hash uncle : proof.subList(hashes.size(), proof.size())) {
      nodes.put(at, hash);
      nodes.put(at.sibling(), uncle);
      hash = at.isLeft() ? pair(hash, uncle) : pair(uncle, hash);
      at = at.parent();
    }
    nodes.keySet().removeIf(node -> !isKept(units, node));
    return nodes;
  }

  /** The root is in the content id, padding follows from the length, leaves from the bytes. */
  private static boolean isKept(Units units, NodeAt node) {
    return node.layer() >= units.layer()
        && node.layer() < units.shape().rootLayer()
        && node.index() < units.shape().nodes(node.layer());
  }

  private static Hash pair(Hash left, Hash right) {
    return Hash.digest(left.bytes(), right.bytes());
  }
}
