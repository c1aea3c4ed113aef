package runnel.node.network;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import runnel.indexd.catalog.CatalogException;
import runnel.indexd.catalog.Head;
import runnel.indexd.catalog.SignedHead;
import runnel.indexd.identity.PeerId;
import runnel.indexd.store.Store;
import runnel.indexd.store.Table;
import runnel.node.failure.NodeException;

/** The newest verified head of each owner, in memory and on disk. Thread-safe. */
final class Heads {
  static final Table HEADS = new Table("heads");

  private static final Logger LOG = System.getLogger(Heads.class.getName());

  private final Store store;
  // Guarded by this.
  private final Map<PeerId, Head> newest = new HashMap<>();

  Heads(Store store) {
    this.store = store;
    store.read(view -> {
      view.scan(
          HEADS,
          new byte[0],
          (key, value) -> {
            load(value);
            return true;
          });
      return true;
    });
  }

  synchronized Optional<Head> of(PeerId owner) {
    return Optional.ofNullable(newest.get(owner));
  }

  void forEach(BiConsumer<PeerId, Head> action) {
    Map<PeerId, Head> now;
    synchronized (this) {
      now = Map.copyOf(newest);
    }
    now.forEach(action);
  }

  /** The version of the newest one, 0 for none. */
  long version(PeerId owner) {
    return of(owner).map(Head::version).orElse(0L);
  }

  /**
   * Takes a head, if its owner signed it and it is newer than what is known.
   *
   * @throws NodeException REFUSED if it is not this owner's
   * @throws CatalogException if it is not rightly signed
   */
  void accept(PeerId owner, byte[] bytes) {
    Head head = SignedHead.parse(bytes).head();
    if (!head.owner().id().equals(owner) || !head.audience().isEmpty()) {
      throw new NodeException(
          NodeException.Kind.REFUSED, "this head is not the public one of " + owner);
    }
    if (replace(owner, head)) {
      store.write(view -> {
        // Writes are one after the other, but not in the order of the heads: the newest stays.
        if (of(owner).filter(head::equals).isPresent()) {
          view.put(HEADS, owner.hash().bytes(), bytes);
        }
        return true;
      });
    }
  }

  private synchronized boolean replace(PeerId owner, Head head) {
    if (version(owner) >= head.version()) {
      return false;
    }
    newest.put(owner, head);
    return true;
  }

  /** A head that is damaged is dropped: it is fetched again. */
  private void load(byte[] value) {
    try {
      Head head = SignedHead.parse(value).head();
      newest.put(head.owner().id(), head);
    } catch (CatalogException e) {
      LOG.log(Level.WARNING, "dropped a remembered head: {0}", e.getMessage());
    }
  }
}
