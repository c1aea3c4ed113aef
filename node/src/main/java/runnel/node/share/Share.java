package runnel.node.share;

import java.nio.file.Path;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import runnel.indexd.catalog.EntryName;
import runnel.indexd.catalog.VersionTag;
import runnel.indexd.content.ContentId;
import runnel.indexd.identity.Signer;
import runnel.node.beneath.BeneathException;
import runnel.node.beneath.FileFacts;

/**
 * The share of this node's owner: one folder, published as a signed catalog.
 *
 * <pre>{@code
 * try (Share share = Share.open(settings, identity, published -> announce(published.head()))) {
 *   share.rescan();
 *   share.published().flatMap(published -> published.open(id));
 * }
 * }</pre>
 *
 * <p>Files are listed as soon as they are found, and with their content once they are hashed, which
 * goes on in the background and is published every few seconds. What was hashed once is not hashed
 * again as long as its facts stay the same, also after a restart. Thread-safe.
 */
public final class Share implements AutoCloseable {
  private final Ground ground;
  private final ImportDesk desk;
  private final PaceSetting pace;
  private final Workers workers;

  private Share(Ground ground, ImportDesk desk, PaceSetting pace, Workers workers) {
    this.ground = ground;
    this.desk = desk;
    this.pace = pace;
    this.workers = workers;
  }

  /** All that has a thread of its own. */
  private record Workers(Hasher hasher, Describing describing, ShareLoop loop, Patrol patrol) {}

  /**
   * Opens the share and its store. What was published last is published at once; nothing is scanned
   * before {@link #rescan}.
   *
   * @param signer in whose name heads are signed
   * @param listener is told each new catalog, on the share's own thread, so it must not block
   * @throws ShareException UNREADABLE if the share folder can't be opened
   * @throws runnel.indexd.store.StoreException if the store can't be
   */
  public static Share open(
      ShareSettings settings, Signer signer, Consumer<? super Published> listener) {
    Roots roots = roots(settings);
    ShareStore store = ShareStore.open(settings.store(), settings.describer()::understands);
    try {
      return start(new Opened(settings, roots, store), signer, listener);
    } catch (RuntimeException | Error e) {
      store.close();
      throw e;
    }
  }

  /** Returns the catalog published last, also by an earlier run; empty before the first one. */
  public Optional<Published> published() {
    return workers.loop().published();
  }

  /**
   * Opens a published file by its version, also one that is not hashed yet, which then is hashed
   * before others; the caller closes it.
   *
   * @param version as the catalog lists it for this path
   */
  public Optional<ServedFile> open(SharePath path, VersionTag version) {
    Optional<ServedFile> file =
        workers.loop().published().flatMap(published -> published.open(path, version));
    if (file.isPresent()) {
      workers.loop().want(path);
    }
    return file;
  }

  /**
   * Scans the share folder, publishes what changed, and returns what is published then. New files
   * may have no content id yet. Blocks for the scan and a fraction of a second of hashing; calls
   * made during a scan share the next one.
   *
   * @throws ShareException UNREADABLE if the share folder can't be read: what was published stays;
   *     CLOSED
   * @throws runnel.indexd.store.StoreException FULL and the like: what was published stays
   */
  public Published rescan() {
    return rescan(false);
  }

  /**
   * As {@link #rescan()}.
   *
   * @param acceptEmpty whether what is empty, and on another disk than it was before, counts as
   *     emptied; else its disk counts as unplugged and what was published stays
   */
  public Published rescan(boolean acceptEmpty) {
    try {
      return workers.loop().rescan(acceptEmpty).join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw e;
    }
  }

  /** Completes when all that the scans so far found is hashed and published. */
  public CompletableFuture<Published> hashed() {
    return workers.loop().hashed();
  }

  /** Makes all later heads have at least this version, as others know a newer one than this. */
  public void raise(long version) {
    workers.loop().raise(version);
  }

  /** Returns what is still to be hashed. */
  public Progress progress() {
    return ground.opened().store().progress();
  }

  /** Returns what the last scan did not publish, and why. */
  public Skips skipped() {
    return ground.skipped().skips();
  }

  /** Returns how closely the share is followed. */
  public WatchState watched() {
    return ground.watching().state();
  }

  /**
   * Shares a file or folder that is elsewhere, by a link in the share folder.
   *
   * @param path what to share
   * @param as its name in the share; its own name without
   * @return the name it has
   * @throws ShareException REFUSED if that may not be shared or the name is taken; NOT_FOUND
   */
  public String add(Path path, Optional<String> as) {
    Import added = desk.add(path, as);
    look(added.name());
    return added.name().text();
  }

  /**
   * Shares an import no longer, and removes its link; what was imported stays as it is.
   *
   * @return what was imported
   * @throws ShareException NOT_FOUND
   */
  public Path remove(String name) {
    Import removed = desk.remove(name);
    look(removed.name());
    return removed.target();
  }

  /** Returns what is imported: names and where they lead, by name. */
  public SortedMap<String, Path> imports() {
    SortedMap<String, Path> imports = new TreeMap<>();
    ground.opened().roots().imports().forEach(row -> imports.put(row.name().text(), row.target()));
    return imports;
  }

  /**
   * Notes what was served of some content, at once: it is hashed again when there is time, and if
   * it is not what was published, the file is hashed and published anew.
   *
   * @param offset the first byte served
   * @param length how many bytes, 1 or more
   */
  public void served(ContentId content, long offset, long length) {
    workers.patrol().served(content, offset, length);
  }

  /** How hard files are hashed that nobody asked for; {@link Pace#FULL} unless it was set. */
  public Pace pace() {
    return pace.get();
  }

  /**
   * Sets that from now on, also of what is being hashed, and for later runs; blocks for the disk.
   */
  public void pace(Pace changed) {
    pace.set(changed);
  }

  /** What is kept of a file that is being hashed. */
  byte[] parts(FileFacts facts) {
    return new Parts(ground.opened().store()).of(facts);
  }

  /** How many bytes were not read to be hashed, as an earlier run had read them. */
  long resumedBytes() {
    return workers.hasher().resumedBytes();
  }

  /** How many files were read to be hashed since it was opened. */
  long filesHashed() {
    return workers.hasher().files();
  }

  /** Stops hashing and closes the store; what was published can't be read any more. Idempotent. */
  @Override
  public void close() {
    workers.patrol().close();
    ground.watching().close();
    workers.loop().close();
    workers.hasher().close();
    workers.describing().close();
    ground.opened().store().close();
  }

  private void look(EntryName name) {
    var _ = ground.looks().name(FolderRow.TOP, name);
    workers.loop().wake();
  }

  private static Share start(Opened opened, Signer signer, Consumer<? super Published> listener) {
    ShareSettings settings = opened.settings();
    Imports imports = new Imports(opened.store().store(), opened.roots());
    AtomicReference<Runnable> wake = new AtomicReference<>(() -> {});
    Looks looks = new Looks();
    Ground ground =
        new Ground(
            opened,
            new Guard(opened.roots(), imports, settings.apart()),
            new SkipBook(),
            looks,
            Watching.begin(settings, looks, () -> wake.get().run()),
            new HotFiles(settings.watching(), settings.clock(), System::nanoTime));
    Parts parts = new Parts(opened.store());
    PaceSetting pace = new PaceSetting(opened.store().store());
    Hasher hasher =
        new Hasher(
            opened.roots(),
            parts::of,
            new Hasher.Manner(settings.hashing().threads(), pace, settings.clock()));
    HashQueue queue = new HashQueue(settings.hashing(), opened.store(), hasher);
    Describing describing = new Describing(opened.roots(), settings.describer());
    DescribeQueue descriptions = new DescribeQueue(opened.store(), describing, DescribeQueue.RETRY);
    ShareLoop loop =
        new ShareLoop(ground, queue, descriptions, new Publisher(opened, signer, listener));
    wake.set(loop::wake);
    loop.start();
    Patrol patrol = new Patrol(loop::published, loop::doubt);
    patrol.start();
    return new Share(
        ground,
        new ImportDesk(settings, opened.roots(), imports),
        pace,
        new Workers(hasher, describing, loop, patrol));
  }

  private static Roots roots(ShareSettings settings) {
    try {
      Roots roots = new Roots(settings.folder());
      roots.openFolder(SharePath.TOP).close();
      return roots;
    } catch (BeneathException e) {
      throw new ShareException(
          ShareException.Kind.UNREADABLE, "cannot open the share folder: " + e.getMessage(), e);
    }
  }
}
