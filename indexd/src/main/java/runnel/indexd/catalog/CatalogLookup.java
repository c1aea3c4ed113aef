package runnel.indexd.catalog;

import java.util.Optional;
import runnel.indexd.content.Hash;

/**
 * Finds entries of one catalog by their paths, reading only what is on the way. Remembers some of
 * it, so paths of one folder are best asked one after the other. For one thread.
 */
public final class CatalogLookup {
  private final Hash root;
  private final Slots slots;

  /**
   * @param root the catalog's top folder
   * @param source has its objects, and does not change meanwhile
   */
  public CatalogLookup(Hash root, ObjectSource source) {
    this.root = root;
    this.slots = new Slots(source);
  }

  /** Returns the entry at the path, if there is one; the top is none. */
  public Optional<Entry> find(EntryPath path) {
    Optional<Hash> folder = Optional.of(root);
    Optional<Entry> found = Optional.empty();
    for (EntryName name : path.names()) {
      found = folder.flatMap(id -> find(id, name));
      folder = found.flatMap(CatalogLookup::folder);
    }
    return found;
  }

  private Optional<Entry> find(Hash folder, EntryName name) {
    RawName raw = new RawName(name.utf8());
    String digits = raw.slots();
    Optional<Branch.Part> part = slots.top(folder);
    for (int depth = 0; part.isPresent(); depth++) {
      Optional<FolderObject> object = slots.read(part.get(), digits.substring(0, depth));
      if (object.isPresent() && object.get() instanceof Branch branch) {
        int slot = Character.digit(digits.charAt(depth), Branch.SLOTS);
        part = Optional.ofNullable(branch.parts().get(slot));
      } else {
        return object.flatMap(page -> find((Page) page, raw));
      }
    }
    return Optional.empty();
  }

  private static Optional<Entry> find(Page page, RawName raw) {
    return page.entries().stream()
        .filter(listed -> listed.isShown() && listed.name().raw().equals(raw))
        .map(Listed::entry)
        .findFirst();
  }

  private static Optional<Hash> folder(Entry entry) {
    return switch (entry) {
      case Entry.FolderEntry folder -> Optional.of(folder.id());
      case Entry.FileEntry _ -> Optional.empty();
    };
  }
}
