package runnel.indexd.catalog;

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
  /** Objects kept, as read: the way to a folder and some pages of it, a few megabytes at most. */
  private static final int KEPT = 16;

  private final ObjectSource source;
  private final Map<Hash, Optional<FolderObject>> kept =
      new LinkedHashMap<>(KEPT * 2, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Hash, Optional<FolderObject>> eldest) {
          return size() > KEPT;
        }
      };
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

  /** Returns how many objects the source was asked for. */
  int reads() {
    return reads;
  }

  private Optional<FolderObject> object(Hash id) {
    Optional<FolderObject> known = kept.get(id);
    if (known == null) {
      known = fresh(id);
      kept.put(id, known);
    }
    return known;
  }

  private Optional<FolderObject> fresh(Hash id) {
    reads++;
    try {
      return source.object(id).map(bytes -> FolderObject.parse(id, bytes));
    } catch (CatalogException e) {
      return Optional.empty();
    }
  }
}
