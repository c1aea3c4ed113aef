package runnel.indexd.local;

import java.util.List;
import runnel.indexd.store.StoreSettings;
import runnel.indexd.store.Table;

/** The tables of an index's store; their layouts are in the package's description. */
final class Tables {
  static final Table USERS = new Table("users");
  static final Table NAMES = new Table("names");
  static final Table HEADS = new Table("heads");
  static final Table OBJECTS = new Table("objects");
  static final Table SIZES = new Table("sizes");
  static final Table STAGED = new Table("staged");

  private static final int SCHEMA_VERSION = 1;

  private Tables() {}

  static StoreSettings store(long mapBytes) {
    return new StoreSettings(
        "index", SCHEMA_VERSION, mapBytes, List.of(USERS, NAMES, HEADS, OBJECTS, SIZES, STAGED));
  }
}
