package runnel.indexd.catalog;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import runnel.indexd.content.Hash;

/**
 * Walks one folder's branches and pages and checks that they agree. For one use.
 *
 * <p>What a branch claims of a part must be what the part has. So the claim of the topmost branch,
 * which is limited, bounds the whole walk, even over parts that name one object many times.
 */
final class FolderReader {
  private final Hash folder;
  private final ObjectSource source;
  private final List<Listed> entries = new ArrayList<>();
  private final List<Hash> missing = new ArrayList<>();

  FolderReader(Hash folder, ObjectSource source) {
    this.folder = folder;
    this.source = source;
  }

  /** Reads everything and returns what it adds up to. */
  Totals read() {
    Optional<FolderObject> top = load(folder);
    if (top.isPresent()) {
      if (top.get().totals().entries() > CatalogLimits.FOLDER_ENTRIES) {
        throw new CatalogException(
            CatalogException.Kind.TOO_LARGE,
            "folder " + folder + " claims " + top.get().totals().entries() + " entries");
      }
      walk(top.get(), "");
    }
    if (!missing.isEmpty()) {
      throw CatalogException.missing(folder, missing);
    }
    return top.orElseThrow().totals();
  }

  /** Returns all entries, sorted by the bytes of their names. */
  List<Listed> sorted() {
    entries.sort(Comparator.comparing(listed -> listed.name().raw()));
    return entries;
  }

  /** Walks an object whose entries all have name hashes that begin with these digits. */
  private void walk(FolderObject object, String digits) {
    switch (object) {
      case Page page -> take(page, digits);
      case Branch branch -> descend(branch, digits);
    }
  }

  private void take(Page page, String digits) {
    for (Listed listed : page.entries()) {
      if (!digits.isEmpty() && !listed.name().raw().slots().startsWith(digits)) {
        throw malformed("an entry is not in the slot of its name's hash, below " + digits);
      }
      entries.add(listed);
    }
  }

  private void descend(Branch branch, String digits) {
    if (digits.length() == CatalogLimits.BRANCH_DEPTH) {
      throw malformed("it has more levels than a hash has digits");
    }
    for (Map.Entry<Integer, Branch.Part> slot : branch.parts().entrySet()) {
      if (missing.size() == CatalogLimits.MISSING_IDS) {
        return;
      }
      Branch.Part part = slot.getValue();
      String below = digits + Character.forDigit(slot.getKey(), Branch.SLOTS);
      load(part.id())
          .ifPresent(object -> {
            if (!object.totals().equals(part.totals())) {
              throw malformed("part " + below + " is not what its branch says of it");
            }
            walk(object, below);
          });
    }
  }

  private Optional<FolderObject> load(Hash id) {
    Optional<byte[]> bytes = source.object(id);
    if (bytes.isEmpty()) {
      missing.add(id);
    }
    return bytes.map(found -> FolderObject.parse(id, found));
  }

  private CatalogException malformed(String why) {
    return new CatalogException(
        CatalogException.Kind.MALFORMED, "folder " + folder + " is malformed: " + why);
  }
}
