package runnel.indexd.catalog;

import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import runnel.indexd.content.ContentId;
import runnel.indexd.content.Hash;

/**
 * A branch: up to 16 smaller parts of a folder, told apart by the next digit of the hash of each
 * entry's name.
 */
final class Branch implements FolderObject {
  static final int SLOTS = 16;

  private final Map<Integer, Part> parts;
  private final Totals totals;

  /**
   * A part of a folder.
   *
   * @param id the part's own page or branch
   * @param totals what its entries add up to
   */
  record Part(Hash id, Totals totals) {}

  Branch(Map<Integer, Part> parts) {
    this.parts = new TreeMap<>(parts);
    this.totals = parts.values().stream().map(Part::totals).reduce(Totals.NONE, Totals::plus);
  }

  /** Returns the parts by slot, 0 to 15, in order. */
  Map<Integer, Part> parts() {
    return parts;
  }

  @Override
  public Set<Hash> references() {
    Set<Hash> ids = new LinkedHashSet<>();
    parts.values().forEach(part -> ids.add(part.id()));
    return ids;
  }

  @Override
  public Set<ContentId> contents() {
    return Set.of();
  }

  @Override
  public Totals totals() {
    return totals;
  }
}
