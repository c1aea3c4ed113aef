package runnel.node;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import runnel.indexd.identity.Identity;
import runnel.indexd.identity.Membership;
import runnel.indexd.identity.NetworkFile;
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
 * @param known the folder of what is known of the network that the node is in, and of no other
 * @param pins which key each name and index stands for
 * @param identity the node's own key
 * @param network users and catalogs that were seen
 * @param cache contents that were read
 */
record NodeStores(Path known, Pins pins, Identity identity, Store network, Cache cache) {
  private static final System.Logger LOG = System.getLogger(NodeStores.class.getName());

  /** A hundred thousand names at 100 bytes each. */
  private static final long PINS_MAP_BYTES = 64 << 20;

  private static final long CACHE_BYTES_MIN = 1L << 30;

  /** A quarter of what is free at the start; a setting of its own comes with the downloads. */
  private static final int CACHE_SHARE_OF_FREE = 4;

  /** Joins the network and opens the stores; they are closed with the lifetime. */
  static NodeStores open(NodeSettings settings, Lifetime lifetime) {
    Path state = settings.state();
    Membership network = NetworkFile.in(state).join(settings.network());
    LOG.log(System.Logger.Level.INFO, "in the network {0}", network);
    Path identity = state.resolve("identity");
    Path known = knownOf(network, state);
    // Before the identity and the store beside them are made: where there are those but no pins,
    // they were lost, and then nothing may start.
    boolean first = known.equals(state) ? !Identity.isIn(identity) : !Files.exists(seen(known));
    Pins pins = pins(known, first, lifetime);
    return new NodeStores(
        known,
        pins,
        Identity.open(identity).in(network),
        lifetime.own(Store.open(seen(known), NetworkTables.settings())),
        cache(state, lifetime));
  }

  /** Nothing that was learnt in one network is told, or believed, in another. */
  private static Path knownOf(Membership network, Path state) {
    String tag = HexFormat.of().formatHex(network.tag());
    return network.equals(Membership.DEFAULT) ? state : state.resolve("networks").resolve(tag);
  }

  private static Path seen(Path known) {
    return known.resolve("network");
  }

  private static Pins pins(Path known, boolean firstStart, Lifetime lifetime) {
    StoreSettings settings = new StoreSettings("pins", 1, PINS_MAP_BYTES, List.of(StorePins.TABLE));
    Store store = lifetime.own(Store.open(known.resolve("pins"), settings));
    return new Pins(StorePins.open(store, firstStart));
  }

  private static Cache cache(Path state, Lifetime lifetime) {
    long limit = Math.max(CACHE_BYTES_MIN, state.toFile().getUsableSpace() / CACHE_SHARE_OF_FREE);
    StoreSettings settings = new StoreSettings("cache", 1, Cache.storeBytes(limit), Cache.tables());
    Store store = lifetime.own(Store.open(state.resolve("cache-map"), settings));
    return lifetime.own(Cache.open(CacheSettings.of(state.resolve("cache"), limit), store));
  }
}
