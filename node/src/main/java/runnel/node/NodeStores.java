package runnel.node;

import java.nio.file.Path;
import java.util.List;
import runnel.indexd.identity.Identity;
import runnel.indexd.store.Store;
import runnel.indexd.store.StoreSettings;
import runnel.indexd.tls.Pins;
import runnel.indexd.tls.StorePins;
import runnel.node.cache.Cache;
import runnel.node.cache.CacheSettings;
import runnel.node.network.NetworkTables;

/**
 * What a node keeps below its state folder, but for what its share and its index keep themselves.
 *
 * @param pins which key each name and index stands for
 * @param identity the node's own key
 * @param network users and catalogs that were seen
 * @param cache contents that were read
 */
record NodeStores(Pins pins, Identity identity, Store network, Cache cache) {
  /** A hundred thousand names at 100 bytes each. */
  private static final long PINS_MAP_BYTES = 64 << 20;

  private static final long CACHE_BYTES_MIN = 1L << 30;

  /** A quarter of what is free at the start; a setting of its own comes with the downloads. */
  private static final int CACHE_SHARE_OF_FREE = 4;

  /** Opens them; they are closed with the lifetime. */
  static NodeStores open(Path state, Lifetime lifetime) {
    Path identity = state.resolve("identity");
    // Before the identity is made: where there is one but no pins, they were lost, and then nothing
    // may start.
    Pins pins = pins(state, !Identity.isIn(identity), lifetime);
    return new NodeStores(
        pins,
        Identity.open(identity),
        lifetime.own(Store.open(state.resolve("network"), NetworkTables.settings())),
        cache(state, lifetime));
  }

  private static Pins pins(Path state, boolean firstStart, Lifetime lifetime) {
    StoreSettings settings = new StoreSettings("pins", 1, PINS_MAP_BYTES, List.of(StorePins.TABLE));
    Store store = lifetime.own(Store.open(state.resolve("pins"), settings));
    return new Pins(StorePins.open(store, firstStart));
  }

  private static Cache cache(Path state, Lifetime lifetime) {
    long limit = Math.max(CACHE_BYTES_MIN, state.toFile().getUsableSpace() / CACHE_SHARE_OF_FREE);
    StoreSettings settings = new StoreSettings("cache", 1, Cache.storeBytes(limit), Cache.tables());
    Store store = lifetime.own(Store.open(state.resolve("cache-map"), settings));
    return lifetime.own(Cache.open(CacheSettings.of(state.resolve("cache"), limit), store));
  }
}
