package runnel.node.network;

import java.util.List;
import runnel.indexd.store.StoreSettings;

/** The store that this package keeps; its key layouts are in the package's description. */
public final class NetworkTables {
  private static final int SCHEMA_VERSION = 1;

  /** Fifty thousand folder objects of at most a few dozen KiB each. */
  private static final long MAP_BYTES = 8L << 30;

  private NetworkTables() {}

  /** Returns what the store is opened with. */
  public static StoreSettings settings() {
    return new StoreSettings(
        "network",
        SCHEMA_VERSION,
        MAP_BYTES,
        List.of(KnownUsers.USERS, Heads.HEADS, SeenObjects.OBJECTS, SeenObjects.ORDER));
  }
}
