package runnel.node.network;

import java.util.List;
import java.util.Optional;
import runnel.indexd.content.Hash;
import runnel.indexd.identity.PeerId;

/**
 * Somebody who can hand on catalogs: the index, or the owner. Nothing it says is believed before it
 * is verified. Thread-safe; throws {@code NodeException} UNAVAILABLE within its own deadline.
 */
public interface CatalogSupplier {
  /** Returns the owner's newest head as bytes, if this supplier has one. */
  Optional<byte[]> head(PeerId owner);

  /** Returns those of the objects that this supplier has, in no order, perhaps not all at once. */
  List<byte[]> objects(PeerId owner, List<Hash> ids);
}
