package runnel.node.share;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Predicate;
import runnel.indexd.catalog.EntryName;
import runnel.indexd.store.Store;
import runnel.indexd.store.StoreSettings;
import runnel.node.share.EntryRow.FileRow;
import runnel.node.share.Keys.Place;

/**
 * What survives of the share: files with their facts and content, trees, objects, the last head.
 *
 * <p>Reads by any thread; all changes come from the share's own thread.
 */
final class ShareStore implements AutoCloseable {
  /** Address space and a sparse file: 2,000,000 entries and the trees of some 60 TB. */
  private static final long MAP_BYTES = 64L << 30;

  private static final int SALT_BYTES = 32;

  private final Store store;
  private final TreeStore trees;
  private final ObjectStore objects;
  private final Backlog backlog;
  private final byte[] salt;
  private final Predicate<String> understood;
  private final AtomicLong pendingBytes = new AtomicLong();

  private ShareStore(Store store, Predicate<String> understood) {
    this.store = store;
    this.understood = understood;
    this.trees = new TreeStore(store);
    this.objects = new ObjectStore(store);
    this.backlog = new Backlog(store);
    this.salt = salt(store);
    pendingBytes.set(backlog.pendingBytes());
  }

  /** As {@link #open(Path, Predicate)}, with files that nobody describes. */
  static ShareStore open(Path folder) {
    return open(folder, name -> false);
  }

  /**
   * @param understood says of which names files can be described
   */
  static ShareStore open(Path folder, Predicate<String> understood) {
    Store store =
        Store.open(folder, new StoreSettings("share", Keys.SCHEMA_VERSION, MAP_BYTES, Keys.ALL));
    try {
      return new ShareStore(store, understood);
    } catch (RuntimeException | Error e) {
      store.close();
      throw e;
    }
  }

  Store store() {
    return store;
  }

  TreeStore trees() {
    return trees;
  }

  ObjectStore objects() {
    return objects;
  }

  Backlog backlog() {
    return backlog;
  }

  /** A secret that keeps version tags from telling inodes and times. */
  byte[] salt() {
    return salt.clone();
  }

  Progress progress() {
    return new Progress(store.read(view -> view.count(Keys.PENDING)), pendingBytes.get());
  }

  /** Commits these changes together. They may run twice, see {@link Store#write}. */
  void edit(List<Consumer<Edit>> changes) {
    if (!changes.isEmpty()) {
      pendingBytes.addAndGet(
          store.write(view -> {
            Edit edit = new Edit(view, understood);
            changes.forEach(change -> change.accept(edit));
            return edit.pendingBytes();
          }));
    }
  }

  /** The children of a folder, sorted by name. */
  SortedMap<EntryName, EntryRow> children(long folder) {
    return store.read(view -> Rows.children(view, folder));
  }

  Optional<FolderRow> folder(long number) {
    return store.read(view -> Rows.folder(view, number));
  }

  /** The highest number that a folder has; 0 in a new store. */
  long lastFolder() {
    return store
        .read(view -> view.last(Keys.FOLDERS, new byte[0]))
        .map(last -> Keys.folder(last.getKey()))
        .orElse(0L);
  }

  Optional<FileRow> file(Place place) {
    return store.read(view -> Rows.file(view, place));
  }

  Optional<EntryRow> row(Place place) {
    return store.read(view -> view.get(Keys.ENTRIES, place.key())).map(EntryRow::decode);
  }

  /** How many files and folders there are. */
  long entries() {
    return store.read(view -> view.count(Keys.ENTRIES));
  }

  /** The path of a place; empty if it is not known any more. */
  Optional<SharePath> path(Place place) {
    return store.read(view -> Rows.path(view, place));
  }

  /** The path of a folder; empty if it is not known any more. */
  Optional<SharePath> folderPath(long number) {
    return number == FolderRow.TOP
        ? Optional.of(SharePath.TOP)
        : store.read(view ->
            Rows.folder(view, number)
                .flatMap(FolderRow::place)
                .flatMap(place -> Rows.path(view, place)));
  }

  /** The place of a path; empty if a folder on the way is unknown. */
  Optional<Place> placeOf(SharePath path) {
    return store.read(view -> Rows.place(view, path));
  }

  /** Deletes the trees of content that no file has any more. */
  void sweepTrees() {
    store.write(view -> {
      new Edit(view, understood).sweepTrees();
      return true;
    });
  }

  Optional<byte[]> head() {
    return store.read(view -> view.get(Keys.META, Keys.HEAD));
  }

  void head(byte[] signed) {
    store.write(view -> {
      view.put(Keys.META, Keys.HEAD, signed);
      return true;
    });
  }

  @Override
  public void close() {
    store.close();
  }

  private static byte[] salt(Store store) {
    byte[] fresh = new byte[SALT_BYTES];
    new SecureRandom().nextBytes(fresh);
    return store.write(view ->
        view.get(Keys.META, Keys.SALT)
            .orElseGet(() -> {
              view.put(Keys.META, Keys.SALT, fresh);
              return fresh;
            }));
  }
}
