package runnel.node.network;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import runnel.indexd.api.Index;
import runnel.indexd.api.IndexException;
import runnel.indexd.api.IndexLimits;
import runnel.indexd.api.Publication;
import runnel.indexd.catalog.SignedHead;
import runnel.indexd.content.Hash;

/**
 * Brings the own catalog to an index: only the objects that it has not.
 *
 * <p>Used by one thread at a time.
 */
public final class CatalogPublisher {
  /** A catalog ten thousand levels deep would need so many; the share's limits allow far fewer. */
  private static final int ROUNDS_MAX = 20_000;

  private final Supplier<Optional<OwnCatalog>> own;

  public CatalogPublisher(Supplier<Optional<OwnCatalog>> own) {
    this.own = own;
  }

  /** The catalog of this node's share. */
  public interface OwnCatalog {
    /** The signed head. */
    SignedHead head();

    /** Returns an object below the head. */
    Optional<byte[]> object(Hash id);

    /** Signs the same root again with a version above the given one. */
    OwnCatalog above(long version);
  }

  /**
   * Publishes the own catalog if the index has another version of it.
   *
   * @param indexed the version that the index has, 0 for none
   */
  public void publish(Index index, long indexed) {
    OwnCatalog catalog = own.get().orElse(null);
    if (catalog == null || catalog.head().head().version() == indexed) {
      return;
    }
    if (catalog.head().head().version() < indexed) {
      // This node's store was lost or restored: what it says now must count as newer.
      catalog = catalog.above(indexed);
    }
    for (int round = 0; round < ROUNDS_MAX; round++) {
      switch (index.publish(catalog.head())) {
        case Publication.Accepted accepted -> {
          return;
        }
        case Publication.Missing missing -> hand(index, catalog, missing.ids());
        case Publication.Outdated outdated -> catalog = catalog.above(outdated.version());
      }
    }
    throw new IndexException(
        IndexException.Kind.FAILED, "the index went on asking for objects of the catalog");
  }

  private void hand(Index index, OwnCatalog catalog, List<Hash> ids) {
    List<byte[]> batch = new ArrayList<>();
    int bytes = 0;
    for (Hash id : ids) {
      Optional<byte[]> object = catalog.object(id);
      if (object.isEmpty()) {
        throw new IndexException(
            IndexException.Kind.FAILED,
            "the index asks for an object that is not in this node's catalog: " + id);
      }
      if (!batch.isEmpty()
          && (batch.size() == IndexLimits.OBJECTS_PER_CALL
              || bytes + object.get().length > IndexLimits.BYTES_PER_CALL)) {
        index.put(batch);
        batch = new ArrayList<>();
        bytes = 0;
      }
      batch.add(object.get());
      bytes += object.get().length;
    }
    index.put(batch);
  }
}
