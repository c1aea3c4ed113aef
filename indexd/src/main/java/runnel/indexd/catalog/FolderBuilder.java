package runnel.indexd.catalog;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import runnel.indexd.content.Hash;

/**
 * Makes the objects of one folder from its entries. The same entries always make the same objects.
 *
 * <p>Up to 512 entries are one page. More are split by the first digit of the hash of each name,
 * and again, until every part fits on a page; so a change of one entry changes one page and the
 * branches above it.
 */
public final class FolderBuilder {
  private final Map<Hash, byte[]> objects = new HashMap<>();

  private FolderBuilder() {}

  /**
   * Returns the folder of these entries, in whatever order they come.
   *
   * <p>First shared times are kept to the millisecond.
   *
   * @throws IllegalArgumentException if two entries have one name, or there are more than {@link
   *     CatalogLimits#FOLDER_ENTRIES}
   */
  public static BuiltFolder build(Collection<? extends Entry> entries) {
    if (entries.size() > CatalogLimits.FOLDER_ENTRIES) {
      throw new IllegalArgumentException(
          "a folder of "
              + entries.size()
              + " entries can't be shared; the most is "
              + CatalogLimits.FOLDER_ENTRIES);
    }
    TreeMap<RawName, Entry> sorted = new TreeMap<>();
    for (Entry entry : entries) {
      if (sorted.put(new RawName(entry.name().utf8()), entry) != null) {
        throw new IllegalArgumentException("a folder has two entries named " + entry.name());
      }
    }
    List<Placed> placed = new ArrayList<>(sorted.size());
    boolean large = sorted.size() > CatalogLimits.PAGE_ENTRIES;
    sorted.forEach((raw, entry) -> placed.add(new Placed(large ? raw.slots() : "", entry)));
    FolderBuilder builder = new FolderBuilder();
    Branch.Part top = builder.part(placed, 0);
    Totals totals = top.totals();
    return new BuiltFolder(
        top.id(), totals.size(), totals.files(), totals.folders(), builder.objects);
  }

  private Branch.Part part(List<Placed> entries, int depth) {
    return entries.size() <= CatalogLimits.PAGE_ENTRIES
        ? page(entries.stream().map(Placed::entry).toList())
        : branch(entries, depth);
  }

  private Branch.Part page(List<Entry> entries) {
    Totals totals = entries.stream().map(Totals::of).reduce(Totals.NONE, Totals::plus);
    return new Branch.Part(keep(ObjectCodec.page(entries)), totals);
  }

  private Branch.Part branch(List<Placed> entries, int depth) {
    TreeMap<Integer, List<Placed>> bySlot = new TreeMap<>();
    for (Placed placed : entries) {
      bySlot.computeIfAbsent(placed.slot(depth), _ -> new ArrayList<>()).add(placed);
    }
    TreeMap<Integer, Branch.Part> parts = new TreeMap<>();
    bySlot.forEach((slot, below) -> parts.put(slot, part(below, depth + 1)));
    return new Branch.Part(keep(ObjectCodec.branch(parts)), new Branch(parts).totals());
  }

  private Hash keep(byte[] object) {
    Hash id = Hash.digest(object);
    objects.put(id, object);
    return id;
  }

  private record Placed(String slots, Entry entry) {
    int slot(int depth) {
      return Character.digit(slots.charAt(depth), Branch.SLOTS);
    }
  }
}
