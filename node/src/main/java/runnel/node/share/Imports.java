package runnel.node.share;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import runnel.indexd.catalog.EntryName;
import runnel.indexd.store.Store;
import runnel.node.share.Keys.Place;

/** The records of imports, and on which disk they and the share folder were. Thread-safe. */
final class Imports {
  private final Store store;
  private final Roots roots;

  Imports(Store store, Roots roots) {
    this.store = store;
    this.roots = roots;
    load();
  }

  void put(Import row) {
    store.write(view -> {
      view.put(Keys.IMPORTS, row.name().utf8(), row.encode());
      return true;
    });
    load();
  }

  void remove(EntryName name) {
    store.write(view -> view.delete(Keys.IMPORTS, name.utf8()));
    load();
  }

  /** The disk on which an anchor was when something was last found there; 0 before. */
  long device(SharePath anchor) {
    if (!anchor.equals(SharePath.TOP)) {
      return roots.imported(anchor.first()).map(Import::device).orElse(0L);
    }
    return store
        .read(view -> view.get(Keys.META, Keys.DEVICE))
        .map(value -> ByteBuffer.wrap(value).getLong())
        .orElse(0L);
  }

  void device(SharePath anchor, long device) {
    if (device == device(anchor)) {
      return;
    }
    if (anchor.equals(SharePath.TOP)) {
      store.write(view -> {
        view.put(Keys.META, Keys.DEVICE, Keys.folder(device));
        return true;
      });
    } else {
      roots.imported(anchor.first()).map(row -> row.on(device)).ifPresent(this::put);
    }
  }

  /** Says whether the catalog has anything below an anchor. */
  boolean hasEntries(SharePath anchor) {
    return store.read(view -> {
      long folder = FolderRow.TOP;
      if (!anchor.equals(SharePath.TOP)) {
        Place place = new Place(FolderRow.TOP, anchor.first());
        folder =
            view.get(Keys.ENTRIES, place.key())
                .map(EntryRow::decode)
                .map(row -> row instanceof EntryRow.FolderRef ref ? ref.number() : 0L)
                .orElse(0L);
      }
      boolean[] any = {false};
      view.scan(
          Keys.ENTRIES,
          Keys.folder(folder),
          (key, value) -> {
            any[0] = true;
            return false;
          });
      return any[0];
    });
  }

  private void load() {
    List<Import> rows = new ArrayList<>();
    store.read(view -> {
      view.scan(
          Keys.IMPORTS,
          new byte[0],
          (key, value) -> {
            rows.add(Import.decode(key, value));
            return true;
          });
      return true;
    });
    roots.imports(rows);
  }
}
