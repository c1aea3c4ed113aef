package runnel.indexd.catalog;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import runnel.indexd.content.Hash;

/**
 * Reads folders part by part, where {@link Folder#read} reads them whole. For one thread, over a
 * source that does not change meanwhile.
 *
 * <p>A part that is missing, malformed or not what the branch above says of it counts as empty, and
 * so does a folder that claims too many entries. So what a name stands for depends on nothing but
 * the objects on the way to it, and a walk is bounded by what the topmost branch claims.
 */
final class Slots {
  /** Objects kept, as read: the way to a folder and some pages of it. */
  private static final int KEPT = 16;

  /** Bytes of those that are kept, which in memory are some three times as many. */
  private static final int KEPT_BYTES = 4 << 20;

  private final ObjectSource source;
  private final Map<Hash, Kept> kept = new LinkedHashMap<>(KEPT * 2, 0.75f, true);
  private int keptBytes;
  private int reads;

  Slots(ObjectSource source) {
    this.source = source;
  }

  /** Returns the one part that is the whole folder, as a branch above would name it. */
  Optional<Branch.Part> top(Hash folder) {
    return object(folder)
        .map(FolderObject::totals)
        .filter(totals -> totals.entries() <= CatalogLimits.FOLDER_ENTRIES)
        .map(totals -> new Branch.Part(folder, totals));
  }

  /**
   * Returns a part's object.
   *
   * @param digits those that all its names' hashes begin with
   */
  Optional<FolderObject> read(Branch.Part part, String digits) {
    return object(part.id())
        .filter(object -> object.totals().equals(part.totals()))
        .filter(object -> object instanceof Page || digits.length() < CatalogLimits.BRANCH_DEPTH);
  }

  /** Returns how many objects were looked at, also those that were kept. */
  int reads() {
    return reads;
  }

  private Optional<FolderObject> object(Hash id) {
    reads++;
    Kept known = kept.get(id);
    if (known == null) {
      known = fresh(id);
      keep(id, known);
    }
    return known.object();
  }

  private void keep(Hash id, Kept object) {
    kept.put(id, object);
    keptBytes += object.bytes();
    Iterator<Kept> eldest = kept.values().iterator();
    while (kept.size() > KEPT || keptBytes > KEPT_BYTES) {
      keptBytes -= eldest.next().bytes();
      eldest.remove();
    }
  }

  private Kept fresh(Hash id) {
    Optional<byte[]> bytes = source.object(id);
    try {
      return new Kept(
          bytes.map(found -> FolderObject.parse(id, found)), bytes.map(b -> b.length).orElse(0));
    } catch (CatalogException e) {
      return new Kept(Optional.empty(), 0);
    }
  }

  /** An object, if it is one, and its size. */
  private record Kept(Optional<FolderObject> object, int bytes) {}
}
