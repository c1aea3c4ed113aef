package runnel.indexd.catalog;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import runnel.indexd.content.Hash;

/**
 * One folder's verified listing. Immutable; thread-safe.
 *
 * <p>Entries whose names no folder can hold are left out and counted; the rest is shown. So an
 * owner with one strange name, by accident or not, does not hide everything else. All other damage
 * makes the whole folder unreadable, since its owner's software is then broken or hostile.
 */
public final class Folder {
  private final Map<EntryName, Entry> byName;
  private final List<Entry> entries;
  private final Map<String, Integer> skipped;
  private final Totals totals;

  private Folder(List<Listed> sorted, Totals totals) {
    Map<EntryName, Entry> shown = LinkedHashMap.newLinkedHashMap(sorted.size());
    Map<String, Integer> left = new TreeMap<>();
    for (Listed listed : sorted) {
      listed
          .name()
          .problem()
          .ifPresentOrElse(
              why -> left.merge(why, 1, Integer::sum),
              () -> shown.put(listed.name().name(), listed.entry()));
    }
    this.byName = shown;
    this.entries = List.copyOf(shown.values());
    this.skipped = Map.copyOf(left);
    this.totals = totals;
  }

  /**
   * Reads and checks a folder, this level only.
   *
   * @param id the folder's id
   * @param source where its pages and branches are; what it returns is checked
   * @throws CatalogException MISSING with ids if the source lacks some objects; MALFORMED,
   *     TOO_LARGE or WRONG_HASH if the objects are no true folder
   */
  public static Folder read(Hash id, ObjectSource source) {
    FolderReader reader = new FolderReader(id, source);
    Totals totals = reader.read();
    return new Folder(reader.sorted(), totals);
  }

  /** Returns the entries, sorted by the bytes of their names. */
  public List<Entry> entries() {
    return entries;
  }

  /** Returns the entry of this name, if there is one. */
  public Optional<Entry> find(EntryName name) {
    return Optional.ofNullable(byName.get(name));
  }

  /** Returns how many entries were left out, by the reason in words. */
  public Map<String, Integer> skipped() {
    return skipped;
  }

  /** Returns the sum of the sizes of all files below, by the owner's account. */
  public long size() {
    return totals.size();
  }

  /** Returns the number of files below, at any depth, by the owner's account. */
  public long files() {
    return totals.files();
  }

  /** Returns the number of folders below, at any depth, by the owner's account. */
  public long folders() {
    return totals.folders();
  }
}
