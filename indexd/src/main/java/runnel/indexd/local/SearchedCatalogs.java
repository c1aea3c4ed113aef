package runnel.indexd.local;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import runnel.indexd.catalog.ChangedPath;
import runnel.indexd.catalog.ChangedPaths;
import runnel.indexd.catalog.ObjectSource;
import runnel.indexd.catalog.SignedHead;
import runnel.indexd.content.ContentId;
import runnel.indexd.content.Hash;
import runnel.indexd.identity.PeerId;
import runnel.indexd.search.CatalogSource;
import runnel.indexd.search.Change;
import runnel.indexd.search.SearchLimits;
import runnel.indexd.store.ReadView;
import runnel.indexd.store.Store;

/** The catalogs of the store as search reads them. */
record SearchedCatalogs(Store store, Owners owners, Predicate<PeerId> online)
    implements CatalogSource {
  /** To find what changed, while nothing else can be written. */
  private static final Duration COMPARING = Duration.ofMillis(50);

  /** Returns what a new head changes, within the write that has the objects of both. */
  static Change change(ReadView view, Optional<SignedHead> old, SignedHead now, IndexClock clock) {
    PeerId owner = now.head().owner().id();
    long begin = clock.nanoTime();
    ChangedPaths.Limits limits =
        new ChangedPaths.Limits(
            SearchLimits.CHANGED_PATHS, () -> clock.nanoTime() - begin > COMPARING.toNanos());
    Optional<List<ChangedPath>> paths =
        old.flatMap(before ->
            ChangedPaths.between(
                before.head().root(), now.head().root(), objects(view, owner), limits));
    return new Change(owner, old.map(head -> edition(head.bytes())), edition(now.bytes()), paths);
  }

  @Override
  public Map<PeerId, Hash> editions() {
    return store.read(view -> {
      Map<PeerId, Hash> editions = new HashMap<>();
      view.scan(
          Tables.HEADS,
          new byte[0],
          (key, head) -> {
            editions.put(new PeerId(Hash.of(key)), edition(head));
            return true;
          });
      return editions;
    });
  }

  @Override
  public <T> T read(PeerId owner, Function<Optional<Catalog>, T> function) {
    return store.read(view ->
        function.apply(
            Catalogs.head(view, owner)
                .map(head -> new Catalog(head.head().root(), objects(view, owner)))));
  }

  @Override
  public Map<ContentId, List<PeerId>> owners(List<ContentId> contents) {
    return owners.of(contents, online);
  }

  @Override
  public boolean isOnline(PeerId peer) {
    return online.test(peer);
  }

  private static ObjectSource objects(ReadView view, PeerId owner) {
    return id -> view.get(Tables.OBJECTS, ObjectKey.of(owner, id)).map(StoredObject::object);
  }

  private static Hash edition(byte[] head) {
    return Hash.digest(head);
  }
}
