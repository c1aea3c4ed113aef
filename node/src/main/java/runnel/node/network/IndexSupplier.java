package runnel.node.network;

import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import runnel.indexd.api.Index;
import runnel.indexd.api.IndexException;
import runnel.indexd.api.IndexLimits;
import runnel.indexd.catalog.SignedHead;
import runnel.indexd.content.Hash;
import runnel.indexd.identity.PeerId;
import runnel.node.failure.NodeException;

/**
 * Catalogs from the index.
 *
 * @param answers whether the index answered last time; while it does not it is not asked, so that a
 *     silent one costs a listing nothing
 */
public record IndexSupplier(Index index, BooleanSupplier answers) implements CatalogSupplier {
  @Override
  public Optional<byte[]> head(PeerId owner) {
    requireAnswers();
    try {
      return index.head(owner).map(SignedHead::bytes);
    } catch (IndexException e) {
      throw unavailable(e);
    }
  }

  @Override
  public List<byte[]> objects(PeerId owner, List<Hash> ids) {
    requireAnswers();
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

  private void requireAnswers() {
    if (!answers.getAsBoolean()) {
      throw new NodeException(NodeException.Kind.UNAVAILABLE, "the index does not answer");
    }
  }

  private static NodeException unavailable(IndexException e) {
    return new NodeException(NodeException.Kind.UNAVAILABLE, e.getMessage(), e);
  }
}
