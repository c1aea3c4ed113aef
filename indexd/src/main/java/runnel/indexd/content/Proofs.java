package runnel.indexd.content;

import java.util.ArrayList;
import java.util.List;

/**
 * Proofs that hashes belong to a content id, in the form of BEP 52's hash requests.
 *
 * <p>A proof is the hashes of the range, padding included, then the uncles: the sibling of the node
 * over the range, the sibling of that one's parent, and so on, up to the layer below the root.
 *
 * <p>The length is authenticated with the root: places beyond the end must hold the padding's hash,
 * and the number of layers follows from the length, so a proof made for content of another shape is
 * refused even where the roots are equal.
 */
public final class Proofs {
  private Proofs() {}

  /**
   * Returns how many hashes the proof of a range has.
   *
   * @throws ProofException NO_SUCH_RANGE if the content has no such range
   */
  public static int size(ContentId id, HashRange range) {
    return range.count() + shapeWith(id, range).rootLayer() - range.topLayer();
  }

  /**
   * Returns the range's hashes and their uncles.
   *
   * @throws ProofException NO_SUCH_RANGE if the content has no such range; UNKNOWN_HASH if the
   *     source lacks a hash
   */
  public static List<Hash> prove(ContentId id, HashRange range, HashSource source) {
    Shape shape = shapeWith(id, range);
    List<Hash> proof = new ArrayList<>(size(id, range));
    for (int i = 0; i < range.count(); i++) {
      proof.add(hash(shape, range.layer(), range.index() + i, source));
    }
    long index = range.topIndex();
    for (int layer = range.topLayer(); layer < shape.rootLayer(); layer++) {
      proof.add(hash(shape, layer, index ^ 1, source));
      index >>= 1;
    }
    return proof;
  }

  /**
   * Returns the range's hashes, padding included, if the proof leads to the content's root.
   *
   * @param proof as {@link #prove} returns it; may come from anyone
   * @throws ProofException NO_SUCH_RANGE if the content has no such range; WRONG if the proof has
   *     another size, leads to another root or contradicts the length
   */
  public static List<Hash> verify(ContentId id, HashRange range, List<Hash> proof) {
    Shape shape = shapeWith(id, range);
    if (proof.size() != size(id, range)) {
      throw wrong(id, range, "it has " + proof.size() + " hashes, not " + size(id, range));
    }
    List<Hash> hashes = List.copyOf(proof.subList(0, range.count()));
    for (int i = 0; i < range.count(); i++) {
      checkPadding(id, range, range.layer(), range.index() + i, hashes.get(i));
    }
    Hash node = fold(hashes);
    long index = range.topIndex();
    for (int layer = range.topLayer(); layer < shape.rootLayer(); layer++) {
      Hash uncle = proof.get(range.count() + layer - range.topLayer());
      checkPadding(id, range, layer, index ^ 1, uncle);
      node = (index & 1) == 0 ? Digester.pair(node, uncle) : Digester.pair(uncle, node);
      index >>= 1;
    }
    if (!node.equals(id.root().orElseThrow())) {
      throw wrong(id, range, "it leads to another root, " + node);
    }
    return hashes;
  }

  private static Hash fold(List<Hash> row) {
    byte[] nodes = Hash.join(row);
    Digester digester = new Digester();
    for (int count = row.size(); count > 1; count /= 2) {
      for (int i = 0; i < count; i += 2) {
        digester.pair(nodes, i, nodes, i + 1);
        digester.digest(nodes, i / 2);
      }
    }
    return Digester.hash(nodes, 0);
  }

  private static Hash hash(Shape shape, int layer, long index, HashSource source) {
    if (shape.isPadding(layer, index)) {
      return Padding.hash(layer);
    }
    return source
        .node(layer, index)
        .orElseThrow(() ->
            new ProofException(
                ProofException.Kind.UNKNOWN_HASH,
                "the hash " + index + " of layer " + layer + " is not known"));
  }

  private static void checkPadding(
      ContentId id, HashRange range, int layer, long index, Hash found) {
    if (Shape.of(id.length()).isPadding(layer, index) && !found.equals(Padding.hash(layer))) {
      throw wrong(
          id, range, "it has content at " + index + " of layer " + layer + ", beyond the end");
    }
  }

  private static Shape shapeWith(ContentId id, HashRange range) {
    Shape shape = Shape.of(id.length());
    if (!range.isIn(shape)) {
      throw new ProofException(
          ProofException.Kind.NO_SUCH_RANGE, "content " + id + " has no " + range);
    }
    return shape;
  }

  private static ProofException wrong(ContentId id, HashRange range, String why) {
    return new ProofException(
        ProofException.Kind.WRONG, "the proof of " + range + " of " + id + " is wrong: " + why);
  }
}
