package runnel.indexd.local;

import java.util.List;
import runnel.indexd.store.StoreSettings;
import runnel.indexd.store.Table;

/** The tables of an index's store; their layouts are in the package's description. */
final class Tables {
  static final Table USERS = new Table("users");
  static final Table CLAIMS = new Table("claims");
  static final Table WITNESSES = new Table("witnesses");
  static final Table WITNESSED = new Table("witnessed");
  static final Table HEADS = new Table("heads");
  static final Table OBJECTS = new Table("objects");
  static final Table OWNERS = new Table("owners");
  static final Table SIZES = new Table("sizes");
  static final Table STAGED = new Table("staged");

  private static final int SCHEMA_VERSION = 3;

  /**
   * A store of version 1 has users but no claims, which {@link Names#makeClaims} makes; one of
   * version 2 has no owners of contents, which {@link Owners#make} makes.
   */
  private static final int OLDEST_VERSION = 1;

  private Tables() {}

  static StoreSettings store(long mapBytes) {
    List<Table> all =
        List.of(USERS, CLAIMS, WITNESSES, WITNESSED, HEADS, OBJECTS, OWNERS, SIZES, STAGED);
    return new StoreSettings("index", SCHEMA_VERSION, mapBytes, all).upgrading(OLDEST_VERSION);
  }
}
