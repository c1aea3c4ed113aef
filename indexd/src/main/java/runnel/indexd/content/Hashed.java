package runnel.indexd.content;

/**
 * What hashing some content gave.
 *
 * @param id the content id
 * @param tree the hash tree from the chosen layer upward
 */
public record Hashed(ContentId id, LayerTree tree) {
  /** Returns the hashes of the tree's lowest layer: 32 bytes for each node, without padding. */
  public byte[] layerHashes() {
    return tree.hashes();
  }
}
