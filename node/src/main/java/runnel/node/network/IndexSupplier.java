package runnel.node.network;

import java.util.List;
import java.util.Optional;
import runnel.indexd.api.Index;
import runnel.indexd.api.IndexException;
import runnel.indexd.api.IndexLimits;
import runnel.indexd.catalog.SignedHead;
import runnel.indexd.content.Hash;
import runnel.indexd.identity.PeerId;
import runnel.node.failure.NodeException;

/** Catalogs from the index. */
public record IndexSupplier(Index index) implements CatalogSupplier {
  @Override
  public Optional<byte[]> head(PeerId owner) {
    try {
      return index.head(owner).map(SignedHead::bytes);
    } catch (IndexException e) {
      throw unavailable(e);
    }
  }

  @Override
  public List<byte[]> objects(PeerId owner, List<Hash> ids) {
    try {
      List<Hash> some = ids.subList(0, Math.min(ids.size(), IndexLimits.OBJECTS_PER_CALL));
      return index.objects(owner, some);
    } catch (IndexException e) {
      throw unavailable(e);
    }
  }

  @Override
  public String toString() {
    return "the index";
  }

  private static NodeException unavailable(IndexException e) {
    return new NodeException(NodeException.Kind.UNAVAILABLE, e.getMessage(), e);
  }
}
