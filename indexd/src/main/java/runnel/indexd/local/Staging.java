package runnel.indexd.local;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import runnel.indexd.api.IndexException;
import runnel.indexd.api.IndexException.Kind;
import runnel.indexd.api.IndexLimits;
import runnel.indexd.catalog.CatalogException;
import runnel.indexd.catalog.FolderObject;
import runnel.indexd.content.Hash;
import runnel.indexd.identity.PeerId;
import runnel.indexd.store.ReadView;
import runnel.indexd.store.Store;
import runnel.indexd.store.WriteView;

/** Objects that were handed over and are not yet part of a catalog. On disk, not in memory. */
final class Staging {
  private final Store store;
  private final IndexClock clock;

  /** Until when each peer's objects are kept, in nanoseconds of the clock. */
  private final Map<PeerId, Long> keptUntil = new ConcurrentHashMap<>();

  /** Begins empty: what an earlier run left is removed. */
  Staging(Store store, IndexClock clock) {
    this.store = store;
    this.clock = clock;
    List<PeerId> left = new ArrayList<>();
    store.read(view -> collectOwners(view, left));
    left.forEach(peer -> store.write(view -> clear(view, peer)));
  }

  void put(PeerId peer, List<byte[]> objects) {
    check(objects);
    keptUntil.put(peer, clock.nanoTime() + IndexLimits.STAGED_FOR.toNanos());
    store.write(view -> add(view, peer, objects));
  }

  /** Removes what was kept long enough. */
  void sweep() {
    long now = clock.nanoTime();
    for (Map.Entry<PeerId, Long> kept : List.copyOf(keptUntil.entrySet())) {
      if (kept.getValue() - now <= 0 && keptUntil.remove(kept.getKey(), kept.getValue())) {
        store.write(view -> clear(view, kept.getKey()));
      }
    }
  }

  /** Removes all of a peer's staged objects. */
  static boolean clear(WriteView view, PeerId peer) {
    List<byte[]> keys = new ArrayList<>();
    view.scan(Tables.STAGED, peer.hash().bytes(), (key, object) -> keys.add(key));
    keys.forEach(key -> view.delete(Tables.STAGED, key));
    Size.NONE.write(view, peer, Size.Of.STAGED);
    return true;
  }

  private static boolean add(WriteView view, PeerId peer, List<byte[]> objects) {
    Size size = Size.read(view, peer, Size.Of.STAGED);
    for (byte[] object : objects) {
      byte[] key = ObjectKey.of(peer, Hash.digest(object));
      if (view.get(Tables.STAGED, key).isEmpty()) {
        view.put(Tables.STAGED, key, object);
        size = size.plus(object.length);
      }
    }
    if (size.objects() > IndexLimits.STAGED_OBJECTS || size.bytes() > IndexLimits.STAGED_BYTES) {
      throw new IndexException(
          Kind.REFUSED,
          "could not take more objects before the next publication: at most %d and %d bytes wait"
              .formatted(IndexLimits.STAGED_OBJECTS, IndexLimits.STAGED_BYTES));
    }
    size.write(view, peer, Size.Of.STAGED);
    return true;
  }

  private static void check(List<byte[]> objects) {
    long bytes = objects.stream().mapToLong(object -> object.length).sum();
    if (objects.size() > IndexLimits.OBJECTS_PER_CALL || bytes > IndexLimits.BYTES_PER_CALL) {
      throw new IndexException(
          Kind.REFUSED,
          "could not take %d objects of %d bytes in one call; at most %d of %d"
              .formatted(
                  objects.size(), bytes, IndexLimits.OBJECTS_PER_CALL, IndexLimits.BYTES_PER_CALL));
    }
    try {
      for (byte[] object : objects) {
        var _ = FolderObject.parse(Hash.digest(object), object);
      }
    } catch (CatalogException e) {
      throw new IndexException(Kind.REFUSED, "could not take an object: " + e.getMessage(), e);
    }
  }

  private static boolean collectOwners(ReadView view, List<PeerId> owners) {
    view.scan(
        Tables.STAGED,
        new byte[0],
        (key, object) -> {
          PeerId owner = new PeerId(Hash.of(Arrays.copyOf(key, Hash.BYTES)));
          return owners.contains(owner) || owners.add(owner);
        });
    return true;
  }
}
