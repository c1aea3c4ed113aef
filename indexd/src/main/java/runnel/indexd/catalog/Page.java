package runnel.indexd.catalog;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import runnel.indexd.content.ContentId;
import runnel.indexd.content.Hash;

/** A page: up to 512 entries, sorted by the bytes of their names. */
final class Page implements FolderObject {
  private final List<Listed> entries;
  private final Totals totals;

  Page(List<Listed> entries) {
    this.entries = List.copyOf(entries);
    this.totals =
        entries.stream().map(listed -> Totals.of(listed.entry())).reduce(Totals.NONE, Totals::plus);
  }

  /** Returns all entries, also those that no folder can hold. */
  List<Listed> entries() {
    return entries;
  }

  @Override
  public Set<Hash> references() {
    Set<Hash> ids = new LinkedHashSet<>();
    for (Listed listed : entries) {
      if (listed.isShown() && listed.entry() instanceof Entry.FolderEntry folder) {
        ids.add(folder.id());
      }
    }
    return ids;
  }

  @Override
  public Set<ContentId> contents() {
    Set<ContentId> ids = new LinkedHashSet<>();
    for (Listed listed : entries) {
      if (listed.isShown() && listed.entry() instanceof Entry.FileEntry file) {
        file.content().filter(content -> content.length() > 0).ifPresent(ids::add);
      }
    }
    return ids;
  }

  @Override
  public Totals totals() {
    return totals;
  }
}
