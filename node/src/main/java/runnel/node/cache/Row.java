package runnel.node.cache;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import runnel.indexd.content.Hash;

/**
 * Neighbouring hashes of one layer, of which the first is a left child. Pure.
 *
 * @param first the place of the first
 * @param hashes one or more
 */
record Row(NodeAt first, List<Hash> hashes) {
  /** A left child beyond whose right there is no content gets the padding's hash as its sibling. */
  Row parents() {
    List<Hash> parents = new ArrayList<>((hashes.size() + 1) / 2);
    for (int i = 0; i < hashes.size(); i += 2) {
      Hash right = i + 1 < hashes.size() ? hashes.get(i + 1) : padding(first.layer());
      parents.add(Hash.digest(hashes.get(i).bytes(), right.bytes()));
    }
    return new Row(first.parent(), parents);
  }

  /** Adds the hashes of the row at their places. */
  void addTo(Map<NodeAt, Hash> nodes) {
    for (int i = 0; i < hashes.size(); i++) {
      nodes.put(new NodeAt(first.layer(), first.index() + i), hashes.get(i));
    }
  }

  /** BEP 52: a subtree beyond the end is made of leaves whose hashes are zeros. */
  private static Hash padding(int layer) {
    Hash hash = Hash.of(new byte[Hash.BYTES]);
    for (int i = 0; i < layer; i++) {
      hash = Hash.digest(hash.bytes(), hash.bytes());
    }
    return hash;
  }
}
