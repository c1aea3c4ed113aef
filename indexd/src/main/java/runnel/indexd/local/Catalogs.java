package runnel.indexd.local;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import runnel.indexd.api.IndexException;
import runnel.indexd.api.IndexException.Kind;
import runnel.indexd.api.IndexLimits;
import runnel.indexd.api.Publication;
import runnel.indexd.catalog.SignedHead;
import runnel.indexd.content.Hash;
import runnel.indexd.identity.PeerId;
import runnel.indexd.search.Change;
import runnel.indexd.store.ReadView;
import runnel.indexd.store.Store;
import runnel.indexd.store.WriteView;

/** The newest catalog of each peer. */
final class Catalogs {
  private final Store store;
  private final IndexClock clock;
  private final Consumer<Change> changed;

  /**
   * @param changed is told of each change, and returns at once
   */
  Catalogs(Store store, IndexClock clock, Consumer<Change> changed) {
    this.store = store;
    this.clock = clock;
    this.changed = changed;
  }

  Publication publish(PeerId caller, SignedHead signed) {
    if (!signed.head().owner().id().equals(caller)) {
      throw refused("it is signed by " + signed.head().owner() + ", the caller is " + caller);
    }
    if (!signed.head().audience().isEmpty()) {
      throw refused("it has an audience: offers go to their receivers, not to an index");
    }
    try {
      Replacement replacement = store.write(view -> replace(view, caller, signed));
      replacement.change().ifPresent(changed); // Which is told once others can read it.
      return replacement.publication();
    } catch (Incomplete e) {
      return new Publication.Missing(e.missing);
    }
  }

  Optional<SignedHead> head(PeerId owner) {
    return store.read(view -> head(view, owner));
  }

  List<byte[]> objects(PeerId owner, List<Hash> ids) {
    if (ids.size() > IndexLimits.OBJECTS_PER_CALL) {
      throw new IndexException(
          Kind.REFUSED,
          "could not return %d objects in one call; at most %d"
              .formatted(ids.size(), IndexLimits.OBJECTS_PER_CALL));
    }
    return store.read(view -> objects(view, owner, ids));
  }

  static Optional<SignedHead> head(ReadView view, PeerId owner) {
    return view.get(Tables.HEADS, owner.hash().bytes()).map(SignedHead::parse);
  }

  private static List<byte[]> objects(ReadView view, PeerId owner, List<Hash> ids) {
    List<byte[]> found = new ArrayList<>();
    long bytes = 0;
    for (Hash id : ids) {
      Optional<byte[]> stored = view.get(Tables.OBJECTS, ObjectKey.of(owner, id));
      if (stored.isPresent()) {
        byte[] object = StoredObject.object(stored.get());
        bytes += object.length;
        if (bytes > IndexLimits.BYTES_PER_CALL && !found.isEmpty()) {
          break;
        }
        found.add(object);
      }
    }
    return found;
  }

  private Replacement replace(WriteView view, PeerId owner, SignedHead signed) {
    Optional<SignedHead> old = head(view, owner);
    if (old.isPresent() && old.get().equals(signed)) {
      return Replacement.none(new Publication.Accepted());
    }
    long oldVersion = old.map(head -> head.head().version()).orElse(0L);
    if (signed.head().version() <= oldVersion) {
      return Replacement.none(new Publication.Outdated(oldVersion));
    }
    CatalogTree tree = new CatalogTree(view, owner);
    List<Hash> missing = tree.adopt(signed.head().root());
    if (!missing.isEmpty()) {
      throw new Incomplete(missing);
    }
    Change change = SearchedCatalogs.change(view, old, signed, clock);
    old.ifPresent(head -> tree.release(head.head().root()));
    tree.finish();
    view.put(Tables.HEADS, owner.hash().bytes(), signed.bytes());
    var _ = Staging.clear(view, owner);
    return new Replacement(new Publication.Accepted(), Optional.of(change));
  }

  private static IndexException refused(String why) {
    return new IndexException(Kind.REFUSED, "could not publish the head: " + why);
  }

  /** What came of a publication, and what it changed. */
  private record Replacement(Publication publication, Optional<Change> change) {
    static Replacement none(Publication publication) {
      return new Replacement(publication, Optional.empty());
    }
  }

  /** Gives up the write: nothing that was adopted before the gap was noticed remains. */
  private static final class Incomplete extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final transient List<Hash> missing;

    Incomplete(List<Hash> missing) {
      super("objects are missing", null, false, false);
      this.missing = missing;
    }
  }
}
