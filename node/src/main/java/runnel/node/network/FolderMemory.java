package runnel.node.network;

import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import runnel.indexd.catalog.Folder;
import runnel.indexd.content.Hash;

/**
 * Folders in memory, bounded by the number of their entries, the longest unused dropped first. The
 * largest does not count: else one larger than the bound and the folders above it would drive each
 * other out with every name that is looked up in it.
 *
 * <p>Thread-safe; two threads may read the same folder at once, which is harmless.
 */
final class FolderMemory {
  /** Some 400 bytes an entry, so about 80 MB. */
  private static final long ENTRIES_MAX = 200_000;

  private final LongSupplier nanos;

  // Both guarded by this.
  private final Map<Hash, Kept> folders = new LinkedHashMap<>(64, 0.75f, true);
  private long entries;

  /**
   * @param nanos as {@link System#nanoTime}
   */
  FolderMemory(LongSupplier nanos) {
    this.nanos = nanos;
  }

  private static final class Kept {
    private final Folder folder;
    private long used;

    Kept(Folder folder) {
      this.folder = folder;
    }

    long weight() {
      return folder.entries().size() + 1L;
    }
  }

  Folder folder(Hash id, Supplier<Folder> otherwise) {
    synchronized (this) {
      Kept known = folders.get(id);
      if (known != null) {
        known.used = nanos.getAsLong();
        return known.folder;
      }
    }
    Folder read = otherwise.get();
    keep(id, new Kept(read));
    return read;
  }

  synchronized boolean has(Hash id) {
    return folders.containsKey(id);
  }

  /** Drops what nobody asked for within that time; returns how many entries that were. */
  synchronized long forgetUnused(Duration within) {
    long since = nanos.getAsLong() - within.toNanos();
    long before = entries;
    Iterator<Kept> oldest = folders.values().iterator();
    while (oldest.hasNext()) {
      Kept next = oldest.next();
      if (next.used - since >= 0) {
        break;
      }
      drop(oldest, next);
    }
    return before - entries;
  }

  private synchronized void keep(Hash id, Kept kept) {
    kept.used = nanos.getAsLong();
    if (folders.put(id, kept) == null) {
      entries += kept.weight();
    }
    Iterator<Kept> oldest = folders.values().iterator();
    while (entries - largest() > ENTRIES_MAX) {
      drop(oldest, oldest.next());
    }
  }

  /** Looked for only when it may matter. */
  private long largest() {
    return entries <= ENTRIES_MAX
        ? 0
        : folders.values().stream().mapToLong(Kept::weight).max().orElse(0);
  }

  private void drop(Iterator<Kept> at, Kept kept) {
    at.remove();
    entries -= kept.weight();
  }
}
