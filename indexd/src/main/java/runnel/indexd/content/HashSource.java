package runnel.indexd.content;

import java.util.Optional;

/** Where nodes of one content's hash tree come from: a store, or a {@link LayerTree}. */
public interface HashSource {
  /**
   * Returns the hash of a node, or empty if this source does not have it.
   *
   * @param layer 0 for leaves, up to the root's
   * @param index the place in the layer; asked only for places with content below them
   */
  Optional<Hash> node(int layer, long index);
}
