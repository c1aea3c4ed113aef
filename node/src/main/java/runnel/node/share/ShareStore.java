package runnel.node.share;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Predicate;
import runnel.indexd.catalog.EntryName;
import runnel.indexd.content.ContentId;
import runnel.indexd.store.ReadView;
import runnel.indexd.store.Store;
import runnel.indexd.store.StoreSettings;
import runnel.node.share.EntryRow.FileRow;
import runnel.node.share.EntryRow.FolderRef;
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
  private final byte[] salt;
  private final Predicate<String> understood;
  private final AtomicLong pendingBytes = new AtomicLong();

  private ShareStore(Store store, Predicate<String> understood) {
    this.store = store;
    this.understood = understood;
    this.trees = new TreeStore(store);
    this.objects = new ObjectStore(store);
    this.salt = salt(store);
    pendingBytes.set(store.read(ShareStore::sumPending));
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
    return store.read(view -> children(view, folder));
  }

  static SortedMap<EntryName, EntryRow> children(ReadView view, long folder) {
    SortedMap<EntryName, EntryRow> children = new TreeMap<>();
    view.scan(
        Keys.ENTRIES,
        Keys.folder(folder),
        (key, value) -> {
          children.put(Place.of(key).name(), EntryRow.decode(value));
          return true;
        });
    return children;
  }

  Optional<FolderRow> folder(long number) {
    return store.read(view -> folder(view, number));
  }

  static Optional<FolderRow> folder(ReadView view, long number) {
    return view.get(Keys.FOLDERS, Keys.folder(number)).map(FolderRow::decode);
  }

  /** The highest number that a folder has; 0 in a new store. */
  long lastFolder() {
    return store
        .read(view -> view.last(Keys.FOLDERS, new byte[0]))
        .map(last -> Keys.folder(last.getKey()))
        .orElse(0L);
  }

  Optional<FileRow> file(Place place) {
    return store.read(view -> file(view, place));
  }

  Optional<EntryRow> row(Place place) {
    return store.read(view -> view.get(Keys.ENTRIES, place.key())).map(EntryRow::decode);
  }

  /** How many files and folders there are. */
  long entries() {
    return store.read(view -> view.count(Keys.ENTRIES));
  }

  static Optional<FileRow> file(ReadView view, Place place) {
    return view.get(Keys.ENTRIES, place.key())
        .map(EntryRow::decode)
        .flatMap(row -> row instanceof FileRow file ? Optional.of(file) : Optional.empty());
  }

  /** The files to be hashed that are known from another place, with the content they had there. */
  Map<Place, FileRow> adoptable(Vanished vanished) {
    return store.read(view -> {
      Map<Place, FileRow> adopted = new HashMap<>();
      view.scan(
          Keys.PENDING,
          new byte[0],
          (key, value) -> {
            Place place = Place.of(key);
            file(view, place)
                .flatMap(row -> vanished.before(row.facts()).map(row::movedFrom))
                .ifPresent(row -> adopted.put(place, row));
            return true;
          });
      return adopted;
    });
  }

  /** As {@link #adoptable(Vanished)}, of these places only. */
  Map<Place, FileRow> adoptable(Vanished vanished, List<Place> places) {
    return store.read(view -> {
      Map<Place, FileRow> adopted = new HashMap<>();
      for (Place place : places) {
        file(view, place)
            .filter(row -> row.content().isEmpty())
            .flatMap(row -> vanished.before(row.facts()).map(row::movedFrom))
            .ifPresent(row -> adopted.put(place, row));
      }
      return adopted;
    });
  }

  /** The first files to be hashed of those that are wanted. */
  List<Pending> pending(int most, Predicate<Pending> wanted) {
    return store.read(view -> {
      List<Pending> found = new ArrayList<>();
      view.scan(
          Keys.PENDING,
          new byte[0],
          (key, value) -> {
            Pending pending = new Pending(Place.of(key), ByteBuffer.wrap(value).getLong());
            if (wanted.test(pending)) {
              found.add(pending);
            }
            return found.size() < most;
          });
      return found;
    });
  }

  /** The first content to be described of what is wanted, each with a file that has it. */
  List<DescribeJob> undescribed(int most, Predicate<ContentId> wanted) {
    return store.read(view -> {
      List<DescribeJob> jobs = new ArrayList<>();
      view.scan(
          Keys.UNDESCRIBED,
          new byte[0],
          (key, value) -> {
            ContentId id = Keys.contentOf(key);
            if (wanted.test(id)) {
              pathOf(view, key).ifPresent(path -> jobs.add(new DescribeJob(id, path)));
            }
            return jobs.size() < most;
          });
      return jobs;
    });
  }

  private static Optional<SharePath> pathOf(ReadView view, byte[] content) {
    List<Place> places = new ArrayList<>();
    view.scan(
        Keys.CONTENTS,
        content,
        (key, value) -> {
          places.add(Keys.placeOfContent(key));
          return false;
        });
    return places.stream().findFirst().flatMap(place -> path(view, place));
  }

  /** A file that is to be hashed. */
  record Pending(Place place, long size) {}

  /** The path of a place; empty if it is not known any more. */
  Optional<SharePath> path(Place place) {
    return store.read(view -> path(view, place));
  }

  /** The path of a folder; empty if it is not known any more. */
  Optional<SharePath> folderPath(long number) {
    return number == FolderRow.TOP
        ? Optional.of(SharePath.TOP)
        : store.read(view ->
            folder(view, number).flatMap(FolderRow::place).flatMap(place -> path(view, place)));
  }

  static Optional<SharePath> path(ReadView view, Place place) {
    Deque<EntryName> names = new ArrayDeque<>(List.of(place.name()));
    long folder = place.folder();
    while (folder != FolderRow.TOP) {
      Optional<Place> above = folder(view, folder).flatMap(FolderRow::place);
      if (above.isEmpty()) {
        return Optional.empty();
      }
      names.addFirst(above.get().name());
      folder = above.get().folder();
    }
    return Optional.of(SharePath.of(names));
  }

  /** The place of a path; empty if a folder on the way is unknown. */
  Optional<Place> placeOf(SharePath path) {
    return store.read(view -> place(view, path));
  }

  /** Deletes the trees of content that no file has any more. */
  void sweepTrees() {
    store.write(view -> {
      new Edit(view, understood).sweepTrees();
      return true;
    });
  }

  /** The place of a path; empty if a folder on the way is unknown. */
  static Optional<Place> place(ReadView view, SharePath path) {
    List<EntryName> names = path.names();
    long folder = FolderRow.TOP;
    for (EntryName name : names.subList(0, Math.max(0, names.size() - 1))) {
      Optional<byte[]> row = view.get(Keys.ENTRIES, new Place(folder, name).key());
      if (row.isEmpty() || !(EntryRow.decode(row.get()) instanceof FolderRef ref)) {
        return Optional.empty();
      }
      folder = ref.number();
    }
    return names.isEmpty() ? Optional.empty() : Optional.of(new Place(folder, names.getLast()));
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

  private static long sumPending(ReadView view) {
    AtomicLong sum = new AtomicLong();
    view.scan(
        Keys.PENDING,
        new byte[0],
        (key, value) -> {
          sum.addAndGet(ByteBuffer.wrap(value).getLong());
          return true;
        });
    return sum.get();
  }
}
