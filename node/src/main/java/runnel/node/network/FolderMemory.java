package runnel.node.network;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import runnel.indexd.catalog.Folder;
import runnel.indexd.content.Hash;

/**
 * Folders in memory, bounded by the number of their entries, the longest unused dropped first.
 *
 * <p>Thread-safe; two threads may read the same folder at once, which is harmless.
 */
final class FolderMemory {
  /** Some 200 bytes an entry, so about 40 MB. */
  private static final long ENTRIES_MAX = 200_000;

  // Both guarded by this.
  private final Map<Hash, Folder> folders = new LinkedHashMap<>(64, 0.75f, true);
  private long entries;

  Folder folder(Hash id, Supplier<Folder> otherwise) {
    synchronized (this) {
      Folder known = folders.get(id);
      if (known != null) {
        return known;
      }
    }
    Folder read = otherwise.get();
    keep(id, read);
    return read;
  }

  private synchronized void keep(Hash id, Folder folder) {
    if (folders.put(id, folder) == null) {
      entries += weight(folder);
    }
    Iterator<Folder> oldest = folders.values().iterator();
    while (entries > ENTRIES_MAX && folders.size() > 1) {
      entries -= weight(oldest.next());
      oldest.remove();
    }
  }

  private static long weight(Folder folder) {
    return folder.entries().size() + 1L;
  }
}
