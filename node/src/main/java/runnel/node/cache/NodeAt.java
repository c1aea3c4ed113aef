package runnel.node.cache;

/**
 * The place of one node in a content's hash tree.
 *
 * @param layer 0 for leaves
 * @param index from 0 at the left
 */
record NodeAt(int layer, long index) {
  NodeAt parent() {
    return new NodeAt(layer + 1, index >> 1);
  }

  NodeAt sibling() {
    return new NodeAt(layer, index ^ 1);
  }

  boolean isLeft() {
    return (index & 1) == 0;
  }
}
