package runnel.node.cache;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import runnel.indexd.content.ContentId;
import runnel.indexd.store.Store;
import runnel.indexd.store.StoreSettings;

/** A cache and its store in a folder, that can be closed and opened again; with a clock to set. */
public final class CacheOnDisk implements AutoCloseable {
  public static final long NO_LIMIT = Long.MAX_VALUE;

  private final Path folder;
  private final long limitBytes;
  private final long mapBytes;
  private final AtomicLong nanos = new AtomicLong(-7);
  private Store store;
  private Cache cache;

  public CacheOnDisk(Path folder, long limitBytes, long mapBytes) {
    this.folder = folder;
    this.limitBytes = limitBytes;
    this.mapBytes = mapBytes;
    start();
  }

  public static CacheOnDisk in(Path folder) {
    return new CacheOnDisk(folder, NO_LIMIT, 256 << 20);
  }

  static StoreSettings storeSettings(long mapBytes) {
    return new StoreSettings("cache", 1, mapBytes, Cache.tables());
  }

  private void start() {
    store = Store.open(folder.resolve("store"), storeSettings(mapBytes));
    cache = Cache.open(new CacheSettings(files(), limitBytes, nanos::get), store);
  }

  void restart() {
    close();
    start();
  }

  Path files() {
    return folder.resolve("files");
  }

  Path file(ContentId id) {
    return ContentFile.path(files(), id);
  }

  public Cache cache() {
    return cache;
  }

  public Store store() {
    return store;
  }

  void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
  }

  @Override
  public void close() {
    cache.close();
    store.close();
  }
}
