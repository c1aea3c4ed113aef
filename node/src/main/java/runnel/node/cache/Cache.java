package runnel.node.cache;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import runnel.indexd.content.ContentId;
import runnel.indexd.store.Store;
import runnel.indexd.store.Table;

/**
 * Content that was fetched and verified, on local disk, up to a limit.
 *
 * <pre>{@code
 * try (CachedContent content = cache.open(id)) {
 *   for (ByteRange gap : content.missing(range)) {
 *     List<Hash> hashes = content.learn(nodes, fetchProof(gap));
 *     Outcome outcome = content.accept(nodes, hashes, fetchBytes(gap));
 *   }
 *   if (content.trusts(range)) { serve(content.descriptor(), range); }
 * }
 * }</pre>
 *
 * <p>Thread-safe, for platform and virtual threads alike. What it promises of the bytes is in the
 * package's description.
 */
public final class Cache implements AutoCloseable {
  private final Surroundings surroundings;
  private final OpenContents contents;
  private final PinnedContents pinned;
  private final Eviction eviction;
  private final Commits commits;
  private final long limitBytes;

  private Cache(CacheSettings settings, Store store) {
    surroundings =
        new Surroundings(
            settings.folder(), store, settings.nanoTime(), new Counters(), new DiskRoom());
    limitBytes = settings.limitBytes();
    contents = new OpenContents(surroundings);
    pinned = new PinnedContents(store);
    eviction = new Eviction(surroundings, contents, pinned, limitBytes);
    commits = new Commits(surroundings, contents, eviction);
    commits.later(eviction::sweep);
  }

  /** The tables that the store must have. */
  public static List<Table> tables() {
    return List.of(CacheTables.CONTENTS, CacheTables.RANGES, CacheTables.NODES, CacheTables.PINNED);
  }

  /**
   * Returns how large the store's map should be for a cache of this limit: so large that it does
   * not become full, because LMDB can't even delete then.
   */
  public static long storeBytes(long limitBytes) {
    return CacheLimits.CONTENTS * CacheLimits.STORE_BYTES_PER_CONTENT
        + limitBytes / CacheLimits.DATA_BYTES_PER_STORE_BYTE;
  }

  /**
   * Opens the cache in its folder. The store must be used by no other cache, stays the caller's and
   * outlives the cache.
   *
   * @throws UncheckedIOException if the folder can't be made
   * @throws runnel.indexd.store.StoreException if the store can't be read
   */
  public static Cache open(CacheSettings settings, Store store) {
    try {
      ContentFile.makeFolder(settings.folder());
    } catch (IOException e) {
      throw new UncheckedIOException(
          "the cache's folder " + settings.folder() + " can't be made: " + e.getMessage(), e);
    }
    return new Cache(settings, store);
  }

  /**
   * Opens a content, of which anything from nothing to all may be there; reads the store and the
   * file's attributes. Until it is closed the content is not evicted.
   *
   * @throws runnel.indexd.store.StoreException if the store can't be read
   */
  public CachedContent open(ContentId id) {
    Content content = contents.acquire(id);
    commits.use(content);
    return new CachedContent(content, this);
  }

  /**
   * Says whether some of a content may be there; false is certain. Reads the store, opens nothing:
   * for who asks of a hundred thousand, of which next to none are there.
   */
  public boolean mayHave(ContentId id) {
    byte[] key = CacheTables.contentKey(id);
    return contents.remembers(id)
        || surroundings.store().read(view -> view.get(CacheTables.CONTENTS, key)).isPresent();
  }

  /**
   * How many bytes of a content are there, hashed in this run or not; reads the store. To look is
   * no use of it: what is evicted first stays the same.
   */
  public long cachedBytes(ContentId id) {
    Content content = contents.acquire(id);
    try {
      return Math.min(content.cachedBytes(), id.length());
    } finally {
      contents.release(content);
    }
  }

  /** How full the cache is, as of the last commit; at once. */
  public CacheUsage usage() {
    return new CacheUsage(eviction.usedBytes(), limitBytes, pinned.count());
  }

  /** What the cache has done since it was opened; at once. */
  public CacheStatistics statistics() {
    return surroundings.counters().read();
  }

  /** Commits what waits to be committed. Blocks; 30 s at most. */
  public void flush() {
    commits.flush();
  }

  /**
   * Keeps these contents, as far as they are or will be cached, when others make room; fetches
   * nothing. Without effect on what is pinned.
   *
   * @throws IllegalArgumentException if more than {@value CacheLimits#PINNED_MAX} would be pinned
   * @throws runnel.indexd.store.StoreException if that can't be kept
   */
  public void pin(List<ContentId> ids) {
    if (pinned.count() + ids.size() > CacheLimits.PINNED_MAX) {
      throw new IllegalArgumentException(
          "at most " + CacheLimits.PINNED_MAX + " contents are pinned; unpin some");
    }
    pinned.add(ids);
  }

  /**
   * Lets these contents go like others.
   *
   * @throws runnel.indexd.store.StoreException if that can't be kept
   */
  public void unpin(List<ContentId> ids) {
    pinned.remove(ids);
  }

  /**
   * Removes every content that is neither open nor pinned. Blocks; what takes over 30 s goes on
   * behind.
   */
  public void clear() {
    boolean _ = commits.run(commits::clear);
  }

  /** Commits and ends. Contents should be closed before; what they store later is lost. */
  @Override
  public void close() {
    commits.close();
  }

  Commits commits() {
    return commits;
  }

  Counters counters() {
    return surroundings.counters();
  }

  void release(Content content) {
    contents.release(content);
  }
}
