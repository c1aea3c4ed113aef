package runnel.indexd.store;

import java.util.List;

/**
 * What a store is.
 *
 * @param kind what it holds, 1 to 64 ASCII letters, digits and dashes: a store of another kind is
 *     refused
 * @param schemaVersion of the key layouts, 1 or more: a store of a later version is refused
 * @param oldestVersion 1 to the schema version: a store of an earlier version is refused, one in
 *     between is opened and becomes one of this version; its owner completes it
 * @param mapBytes the most it can grow to, at least 1 MiB; address space and a sparse file, not
 *     memory; may be raised later, a lower value than before is ignored
 * @param tables all its tables, 1 to 64; missing ones are made
 */
public record StoreSettings(
    String kind, int schemaVersion, int oldestVersion, long mapBytes, List<Table> tables) {
  static final int TABLES_MAX = 64;
  private static final long MAP_BYTES_MIN = 1 << 20;

  public StoreSettings {
    tables = List.copyOf(tables);
    if (!kind.matches("[A-Za-z0-9-]{1,64}")) {
      throw new IllegalArgumentException("a store's kind is 1 to 64 letters, digits and dashes");
    }
    if (schemaVersion < 1) {
      throw new IllegalArgumentException("a schema version is 1 or more, not " + schemaVersion);
    }
    if (oldestVersion < 1 || oldestVersion > schemaVersion) {
      throw new IllegalArgumentException("the oldest version is not above the present one");
    }
    if (mapBytes < MAP_BYTES_MIN) {
      throw new IllegalArgumentException("a store's map has 1 MiB or more, not " + mapBytes);
    }
    if (tables.isEmpty() || tables.size() > TABLES_MAX) {
      throw new IllegalArgumentException("a store has 1 to 64 tables, not " + tables.size());
    }
  }

  /** Settings that open stores of this version only. */
  public StoreSettings(String kind, int schemaVersion, long mapBytes, List<Table> tables) {
    this(kind, schemaVersion, schemaVersion, mapBytes, tables);
  }

  /** Returns settings that also open stores of earlier versions, down to this one. */
  public StoreSettings upgrading(int oldest) {
    return new StoreSettings(kind, schemaVersion, oldest, mapBytes, tables);
  }
}
