package runnel.node.share;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import runnel.indexd.identity.Signer;
import runnel.node.beneath.BeneathException;
import runnel.node.beneath.Root;

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
  private final Root root;
  private final ShareStore store;
  private final Hasher hasher;
  private final ShareLoop loop;

  private Share(Root root, ShareStore store, Hasher hasher, ShareLoop loop) {
    this.root = root;
    this.store = store;
    this.hasher = hasher;
    this.loop = loop;
  }

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
    Root root = openRoot(settings);
    try {
      ShareStore store = ShareStore.open(settings.store());
      try {
        return start(new Opened(settings, root, store), signer, listener);
      } catch (RuntimeException | Error e) {
        store.close();
        throw e;
      }
    } catch (RuntimeException | Error e) {
      root.close();
      throw e;
    }
  }

  /** Returns the catalog published last, also by an earlier run; empty before the first one. */
  public Optional<Published> published() {
    return loop.published();
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
    try {
      return loop.rescan().join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw e;
    }
  }

  /** Completes when all that the scans so far found is hashed and published. */
  public CompletableFuture<Published> hashed() {
    return loop.hashed();
  }

  /** Makes all later heads have at least this version, as others know a newer one than this. */
  public void raise(long version) {
    loop.raise(version);
  }

  /** Returns what is still to be hashed. */
  public Progress progress() {
    return store.progress();
  }

  /** Returns what the last scan did not publish, and why. */
  public Skips skipped() {
    return loop.skipped();
  }

  /** How many files were read to be hashed since it was opened. */
  long filesHashed() {
    return hasher.files();
  }

  /** Stops hashing and closes the store; what was published can't be read any more. Idempotent. */
  @Override
  public void close() {
    loop.close();
    hasher.close();
    store.close();
    root.close();
  }

  private static Share start(Opened opened, Signer signer, Consumer<? super Published> listener) {
    ShareSettings settings = opened.settings();
    Publisher publisher = new Publisher(opened, signer, listener);
    Hasher hasher = new Hasher(opened.root(), settings.hashing().threads(), settings.clock());
    HashQueue queue = new HashQueue(settings.hashing(), opened.store(), hasher);
    ShareLoop loop = new ShareLoop(opened, queue, publisher);
    loop.start();
    return new Share(opened.root(), opened.store(), hasher, loop);
  }

  private static Root openRoot(ShareSettings settings) {
    try {
      return Root.open(settings.folder());
    } catch (BeneathException e) {
      throw new ShareException(
          ShareException.Kind.UNREADABLE, "cannot open the share folder: " + e.getMessage(), e);
    }
  }
}
