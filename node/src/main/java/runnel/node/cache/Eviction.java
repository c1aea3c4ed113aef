package runnel.node.cache;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import runnel.indexd.content.ContentId;
import runnel.indexd.store.StoreException;
import runnel.indexd.store.Table;
import runnel.indexd.store.WriteView;

/**
 * Keeps the cache within its limit: the least recently used contents go, whole, but for open and
 * pinned ones.
 *
 * <p>Everything but {@link #usedBytes} runs on the committing thread.
 */
final class Eviction {
  private static final Logger LOG = System.getLogger(Eviction.class.getName());

  /** Contents removed in one commit. */
  private static final int BATCH = 64;

  /** A store that is full gets room by removing this share of what is cached. */
  private static final double FULL_SHARE = 0.1;

  private record Candidate(ContentId id, CacheTables.Kept kept) {}

  /** What is too much. */
  private record Excess(long bytes, long contents) {
    boolean isSome() {
      return bytes > 0 || contents > 0;
    }

    Excess less(long contentBytes) {
      return new Excess(bytes - contentBytes, contents - 1);
    }
  }

  private final Surroundings cache;
  private final OpenContents contents;
  private final PinnedContents pinned;
  private final long limitBytes;
  private final AtomicLong usedBytes;
  private final long lastUse;

  Eviction(Surroundings cache, OpenContents contents, PinnedContents pinned, long limitBytes) {
    this.pinned = pinned;
    this.cache = cache;
    this.contents = contents;
    this.limitBytes = limitBytes;
    List<Candidate> all = candidates();
    this.usedBytes = new AtomicLong(all.stream().mapToLong(each -> each.kept().bytes()).sum());
    this.lastUse = all.isEmpty() ? 0 : all.getLast().kept().use();
  }

  long usedBytes() {
    return usedBytes.get();
  }

  /** The highest number of a use in the store when it was opened. */
  long lastUse() {
    return lastUse;
  }

  void grown(long bytes) {
    usedBytes.addAndGet(bytes);
  }

  /** Evicts if a limit is exceeded; returns what went. */
  Set<ContentId> shrink() {
    long count = cache.store().<Long>read(view -> view.count(CacheTables.CONTENTS));
    return usedBytes() > limitBytes || count > CacheLimits.CONTENTS
        ? evict(
            new Excess(
                usedBytes() - (long) (limitBytes * CacheLimits.EVICT_TO),
                count - (long) (CacheLimits.CONTENTS * CacheLimits.EVICT_TO)),
            BATCH)
        : Set.of();
  }

  /**
   * Evicts some, whatever the limit, because the store is full; returns what went. One by one: a
   * commit that removes needs free pages too, and few are left.
   */
  Set<ContentId> makeRoom() {
    return evict(new Excess((long) Math.ceil(usedBytes() * FULL_SHARE), 1), 1);
  }

  /** Evicts all that is neither open nor pinned; returns what went. */
  Set<ContentId> clear() {
    return evict(new Excess(Long.MAX_VALUE, Long.MAX_VALUE), BATCH);
  }

  private Set<ContentId> evict(Excess excess, int batchSize) {
    Set<ContentId> gone = new HashSet<>();
    Iterator<Candidate> candidates = candidates().iterator();
    Excess left = excess;
    boolean works = true;
    while (works && left.isSome() && candidates.hasNext()) {
      List<Candidate> batch = new ArrayList<>();
      while (batch.size() < batchSize && left.isSome() && candidates.hasNext()) {
        Candidate candidate = candidates.next();
        if (!pinned.contains(candidate.id()) && contents.claim(candidate.id())) {
          batch.add(candidate);
          left = left.less(candidate.kept().bytes());
        }
      }
      works = remove(batch);
      if (works) {
        batch.forEach(each -> gone.add(each.id()));
      }
    }
    return gone;
  }

  /** Removes claimed contents: the marks first, so that no mark is ever without its file. */
  private boolean remove(List<Candidate> batch) {
    try {
      cache
          .store()
          .write(view -> {
            batch.forEach(each -> delete(view, CacheTables.contentKey(each.id())));
            return true;
          });
      for (Candidate each : batch) {
        deleteFile(ContentFile.path(cache.folder(), each.id()));
        usedBytes.addAndGet(-each.kept().bytes());
        cache.counters().evictedContents.increment();
      }
      return true;
    } catch (StoreException e) {
      // A full store was told of already; the next commit tries again.
      Level level = e.kind() == StoreException.Kind.FULL ? Level.DEBUG : Level.WARNING;
      LOG.log(level, "The cache can''t remove anything: {0}", e.getMessage());
      return false;
    } finally {
      batch.forEach(each -> contents.unclaim(each.id()));
    }
  }

  private static void delete(WriteView view, byte[] contentKey) {
    deleteAll(view, CacheTables.RANGES, contentKey);
    deleteAll(view, CacheTables.NODES, contentKey);
    view.delete(CacheTables.CONTENTS, contentKey);
  }

  private static void deleteAll(WriteView view, Table table, byte[] prefix) {
    List<byte[]> keys = new ArrayList<>();
    view.scan(table, prefix, (key, value) -> keys.add(key));
    keys.forEach(key -> view.delete(table, key));
  }

  /** Returns all contents of the store, the least recently used first. */
  private List<Candidate> candidates() {
    List<Candidate> all = new ArrayList<>();
    cache
        .store()
        .read(view -> {
          view.scan(
              CacheTables.CONTENTS,
              new byte[0],
              (key, value) ->
                  all.add(new Candidate(CacheTables.content(key), CacheTables.Kept.parse(value))));
          return true;
        });
    all.sort(Comparator.comparingLong(each -> each.kept().use()));
    return all;
  }

  /** Deletes files of which the store knows nothing: a kill came before their first commit. */
  void sweep() {
    try (Stream<Path> files = Files.walk(cache.folder(), 2)) {
      files.map(Eviction::content).flatMap(Optional::stream).forEach(this::sweep);
    } catch (IOException | UncheckedIOException e) {
      LOG.log(Level.WARNING, "The cache''s folder can''t be listed: {0}", e.getMessage());
    }
  }

  private void sweep(ContentId id) {
    if (!contents.claimUnknown(id)) {
      return;
    }
    try {
      byte[] key = CacheTables.contentKey(id);
      if (cache.store().read(view -> view.get(CacheTables.CONTENTS, key)).isEmpty()) {
        deleteFile(ContentFile.path(cache.folder(), id));
      }
    } finally {
      contents.unclaim(id);
    }
  }

  private static Optional<ContentId> content(Path file) {
    try {
      return Optional.of(ContentId.parse(file.getFileName().toString()))
          .filter(id -> id.length() > 0);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static void deleteFile(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      LOG.log(Level.WARNING, "The cache can''t delete {0}: {1}", file, e.getMessage());
    }
  }
}
