package runnel.node.cache;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import runnel.indexd.content.ContentId;
import runnel.indexd.store.Store;

/** The contents that are not removed to make room; kept in the store. Thread-safe. */
final class PinnedContents {
  private final Store store;
  private final Set<ContentId> pinned = new ConcurrentSkipListSet<>();

  PinnedContents(Store store) {
    this.store = store;
    boolean _ =
        store.read(view -> {
          view.scan(
              CacheTables.PINNED,
              new byte[0],
              (key, value) -> pinned.add(CacheTables.content(key)));
          return true;
        });
  }

  boolean contains(ContentId id) {
    return pinned.contains(id);
  }

  int count() {
    return pinned.size();
  }

  void add(List<ContentId> ids) {
    boolean _ =
        store.write(view -> {
          ids.forEach(id -> view.put(CacheTables.PINNED, CacheTables.contentKey(id), new byte[0]));
          return true;
        });
    pinned.addAll(ids);
  }

  void remove(List<ContentId> ids) {
    boolean _ =
        store.write(view -> {
          ids.forEach(id -> view.delete(CacheTables.PINNED, CacheTables.contentKey(id)));
          return true;
        });
    ids.forEach(pinned::remove);
  }
}
