package runnel.node.download;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import runnel.indexd.store.ReadView;
import runnel.indexd.store.Store;
import runnel.indexd.store.StoreSettings;
import runnel.indexd.store.Table;
import runnel.indexd.store.WriteView;

/** The tables of the package's description. Thread-safe; what changes is on the disk on return. */
final class DownloadStore {
  static final Table DOWNLOADS = new Table("downloads");
  static final Table ITEMS = new Table("items");
  static final Table FOLDERS = new Table("folders");

  private static final int SCHEMA_VERSION = 1;

  /** Ten million items of some hundred bytes; the file is sparse. */
  private static final long MAP_BYTES = 4L << 30;

  /** Rows deleted in one transaction. */
  private static final int DELETED_AT_ONCE = 10_000;

  private final Store store;

  DownloadStore(Store store) {
    this.store = store;
  }

  static StoreSettings settings() {
    return new StoreSettings(
        "downloads", SCHEMA_VERSION, MAP_BYTES, List.of(DOWNLOADS, ITEMS, FOLDERS));
  }

  List<Download> all() {
    return store.read(view -> {
      List<Download> downloads = new ArrayList<>();
      view.scan(
          DOWNLOADS,
          new byte[0],
          (key, value) -> downloads.add(Codec.download(ByteBuffer.wrap(key).getLong(), value)));
      return downloads;
    });
  }

  /**
   * Keeps the download as it is when it is written: writes of one download may be asked for by
   * several threads, and the last one written must be the newest.
   */
  void save(long id, Supplier<Optional<Download>> now) {
    store.write(view -> {
      now.get().ifPresent(download -> put(view, download));
      return true;
    });
  }

  /** Keeps a new or newly planned download with its first item and no other. */
  void plan(Download download, Item top) {
    clear(download.id());
    store.write(view -> {
      put(view, download);
      view.put(ITEMS, key(download.id(), 0), Codec.encode(top));
      return true;
    });
  }

  /** Forgets the download. */
  void forget(long id) {
    clear(id);
    store.write(view -> view.delete(DOWNLOADS, key(id)));
  }

  /** Deletes the items of the download. */
  void clear(long id) {
    for (Table table : List.of(ITEMS, FOLDERS)) {
      boolean more = true;
      while (more) {
        more = store.write(view -> deleteSome(view, table, id));
      }
    }
  }

  /** Returns the first items from this place on, in their order. */
  List<Item.Row> items(long id, long from, int max) {
    return rows(ITEMS, id, from, max);
  }

  void replace(long id, Item.Row row) {
    store.write(view -> {
      view.put(ITEMS, key(id, row.order()), Codec.encode(row.item()));
      return true;
    });
  }

  /** Deletes items, and at once keeps the download as it is when that is written. */
  void crossOff(long id, List<Item.Row> rows, Supplier<Optional<Download>> now) {
    store.write(view -> {
      rows.forEach(row -> view.delete(ITEMS, key(id, row.order())));
      now.get().ifPresent(download -> put(view, download));
      return true;
    });
  }

  /**
   * Adds items, and at once changes the folder's row from which they come.
   *
   * @param children in places that were never used
   * @param rest the folder with what is left of it; empty if nothing is: then its time is kept for
   *     the end
   */
  void expand(long id, Item.Row folder, List<Item.Row> children, Optional<Item.Folder> rest) {
    store.write(view -> {
      byte[] own = key(id, folder.order());
      for (Item.Row child : children) {
        view.put(ITEMS, key(id, child.order()), Codec.encode(child.item()));
      }
      if (rest.isPresent()) {
        view.put(ITEMS, own, Codec.encode(rest.get()));
      } else {
        view.put(FOLDERS, own, Codec.encode(folder.item()));
        view.delete(ITEMS, own);
      }
      return true;
    });
  }

  /** Returns the folders that were made, from this place on, in their order. */
  List<Item.Row> folders(long id, long from, int max) {
    return rows(FOLDERS, id, from, max);
  }

  /** Returns the place behind the last that is in use. */
  long end(long id) {
    return store.read(view -> Math.max(end(view, ITEMS, id), end(view, FOLDERS, id)));
  }

  private static long end(ReadView view, Table table, long id) {
    return view.last(table, key(id))
        .map(entry -> ByteBuffer.wrap(entry.getKey()).getLong(Long.BYTES) + 1)
        .orElse(0L);
  }

  private List<Item.Row> rows(Table table, long id, long from, int max) {
    return store.read(view -> {
      List<Item.Row> rows = new ArrayList<>();
      view.scanFrom(
          table,
          key(id, from),
          (key, value) -> {
            boolean mine = isOf(id, key);
            if (mine) {
              long order = ByteBuffer.wrap(key).getLong(Long.BYTES);
              rows.add(new Item.Row(order, Codec.item(value)));
            }
            return mine && rows.size() < max;
          });
      return rows;
    });
  }

  private static void put(WriteView view, Download download) {
    view.put(DOWNLOADS, key(download.id()), Codec.encode(download));
  }

  /** Says whether there may be more. */
  private static boolean deleteSome(WriteView view, Table table, long id) {
    List<byte[]> keys = new ArrayList<>();
    view.scan(
        table,
        key(id),
        (key, value) -> {
          keys.add(key);
          return keys.size() < DELETED_AT_ONCE;
        });
    keys.forEach(key -> view.delete(table, key));
    return keys.size() == DELETED_AT_ONCE;
  }

  private static boolean isOf(long id, byte[] key) {
    return Arrays.equals(key(id), 0, Long.BYTES, key, 0, Long.BYTES);
  }

  static byte[] key(long id) {
    return ByteBuffer.allocate(Long.BYTES).putLong(id).array();
  }

  static byte[] key(long id, long order) {
    return ByteBuffer.allocate(2 * Long.BYTES).putLong(id).putLong(order).array();
  }
}
