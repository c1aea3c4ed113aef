package runnel.node;

import io.helidon.webserver.http.HttpService;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import runnel.indexd.api.Address;
import runnel.indexd.api.Announcement;
import runnel.indexd.api.User;
import runnel.indexd.identity.Identity;
import runnel.indexd.identity.PeerId;
import runnel.indexd.identity.UserName;
import runnel.indexd.store.Store;
import runnel.indexd.store.StoreSettings;
import runnel.indexd.tls.HttpTimeouts;
import runnel.indexd.tls.PeerHttp;
import runnel.indexd.tls.Pins;
import runnel.indexd.tls.StorePins;
import runnel.node.cache.Cache;
import runnel.node.cache.CacheSettings;
import runnel.node.control.ControlDocuments;
import runnel.node.network.CatalogPublisher;
import runnel.node.network.CatalogRefresher;
import runnel.node.network.Catalogs;
import runnel.node.network.IndexLink;
import runnel.node.network.IndexSupplier;
import runnel.node.network.KnownUsers;
import runnel.node.network.NetworkTables;
import runnel.node.network.Roster;
import runnel.node.peer.CatalogService;
import runnel.node.peer.ContentService;
import runnel.node.peer.HelloService;
import runnel.node.peer.HttpSource;
import runnel.node.peer.PeerClients;
import runnel.node.peer.PeerSupplier;
import runnel.node.share.Share;
import runnel.node.share.ShareSettings;
import runnel.node.transfer.Source;
import runnel.node.transfer.Transfer;
import runnel.node.tree.Lister;
import runnel.node.tree.NetworkTree;
import runnel.node.tree.PeerFolders;

/** The parts of a running node, made and joined in their order. */
final class NodeParts {
  /**
   * Connect and silence as the budgets of a source allow: an error within 30 s whatever happens.
   */
  private static final HttpTimeouts PEER_TIMEOUTS =
      new HttpTimeouts(Duration.ofSeconds(3), Duration.ofSeconds(5), Duration.ofSeconds(8));

  /** A hundred thousand names at 100 bytes each. */
  private static final long PINS_MAP_BYTES = 64 << 20;

  private static final long CACHE_BYTES_MIN = 1L << 30;

  /** A quarter of what is free at the start; a setting of its own comes with the downloads. */
  private static final int CACHE_SHARE_OF_FREE = 4;

  /** A failure is the index's, mostly, which is back in seconds when it restarts. */
  private static final Duration CATALOG_RETRY = Duration.ofSeconds(5);

  private final NodeSettings settings;
  private final Lifetime lifetime;
  private final Identity identity;
  private final Pins pins;
  private final KnownUsers users;
  private final Share share;
  private final Sharing sharing;
  private final IndexHost host;
  private final Roster roster;
  private final PeerClients clients;
  private final Catalogs catalogs;
  private final Cache cache;
  private final Transfer transfer;
  private final ContentService contents;
  private final PeerFolders folders;
  private volatile UserName name;
  private volatile Address address;
  private volatile IndexLink link;

  private NodeParts(NodeSettings settings, Lifetime lifetime) {
    this.settings = settings;
    this.lifetime = lifetime;
    Path state = settings.state();
    pins = openPins(state);
    identity = Identity.open(state.resolve("identity"));
    Store networkStore =
        lifetime.own(Store.open(state.resolve("network"), NetworkTables.settings()));
    users = new KnownUsers(networkStore);
    share =
        lifetime.own(
            Share.open(
                ShareSettings.of(settings.share(), state.resolve("share")),
                identity,
                published -> publishSoon()));
    sharing = new Sharing(settings, share);
    host =
        settings
            .index()
            .map(where -> IndexHost.elsewhere(where, identity, pins))
            .orElseGet(() -> IndexHost.embedded(state.resolve("index"), identity, lifetime));
    lifetime.own(host.index());
    roster = new Roster(identity.id(), pins::of);
    clients = lifetime.own(new PeerClients(this::client));
    catalogs =
        new Catalogs(
            networkStore,
            List.of(new IndexSupplier(host.index()), new PeerSupplier(this::addressOf, clients)));
    cache = openCache(state);
    transfer = new Transfer(cache, System::nanoTime);
    contents = new ContentService(new ShareShelf(share));
    folders = new PeerFolders(roster, catalogs);
  }

  /** Opens all parts, and makes this node known to the index. */
  static NodeParts open(NodeSettings settings, Lifetime lifetime) {
    NodeParts parts = new NodeParts(settings, lifetime);
    parts.join();
    return parts;
  }

  Identity identity() {
    return identity;
  }

  UserName name() {
    return name;
  }

  Address address() {
    return address;
  }

  Sharing sharing() {
    return sharing;
  }

  Roster roster() {
    return roster;
  }

  Catalogs catalogs() {
    return catalogs;
  }

  Lister lister() {
    return new Lister(folders);
  }

  NetworkTree tree() {
    return new NetworkTree(folders, new NetworkContent(transfer, this::sources));
  }

  ControlDocuments.IndexState index() {
    return new ControlDocuments.IndexState(
        host.elsewhere().orElse(address).toString(),
        host.elsewhere().flatMap(pins::of).orElse(identity.id()).text(),
        host.elsewhere().isEmpty(),
        link.connected() ? "connected" : "lost");
  }

  ControlDocuments.Counters counters() {
    return new ControlDocuments.Counters(
        transfer.counters().bytesFetched(),
        transfer.counters().chunksFetched(),
        cache.statistics().rehashedUnits(),
        transfer.counters().chunksRefused(),
        transfer.counters().sourceFailures(),
        contents.bytesServed(),
        cache.usage().bytes());
  }

  private void join() {
    List<HttpService> services = new ArrayList<>();
    services.add(contents);
    services.add(new CatalogService(sharing));
    services.add(new HelloService(this::hello));
    host.service().ifPresent(services::add);
    PeerServer server = lifetime.own(PeerServer.start(settings, identity, services));
    address = OwnAddress.of(server.bound(), host.elsewhere());
    NameChoice choice = new NameChoice(settings.state(), settings.name(), identity.id());
    name = choice.choose(candidate -> host.index().announce(announcement(candidate)));
    roster.update(users.load());
    roster.follow(users::keep);
    CatalogRefresher refresher =
        lifetime.own(new CatalogRefresher(catalogs::refresh, CATALOG_RETRY));
    roster.follow(refresher::learn);
    link =
        lifetime.own(
            new IndexLink(
                host.index(), announcement(name), new CatalogPublisher(sharing::catalog), roster));
    link.start();
  }

  private Announcement announcement(UserName candidate) {
    return new Announcement(candidate, Optional.of(address), Version.TEXT);
  }

  private HelloService.Hello hello() {
    return new HelloService.Hello(
        name == null ? "" : name.text(), identity.id().text(), Version.TEXT);
  }

  /** What is published is told to the index at once; before the link is there it asks by itself. */
  private void publishSoon() {
    IndexLink known = link;
    if (known != null) {
      known.publishSoon();
    }
  }

  private CloseableHttpClient client(PeerId peer) {
    return PeerHttp.client(identity, Optional.of(peer), PEER_TIMEOUTS);
  }

  private Optional<Address> addressOf(PeerId peer) {
    return roster.user(peer).flatMap(User::address);
  }

  private List<Source> sources(PeerId owner) {
    String shown = roster.user(owner).map(user -> user.name().text()).orElse("a peer");
    return List.of(new HttpSource(owner, shown, () -> addressOf(owner), clients));
  }

  /** Before the identity: with one, missing pins were lost, and then nothing may start. */
  private Pins openPins(Path state) {
    boolean firstStart = !Identity.isIn(state.resolve("identity"));
    Store store =
        lifetime.own(
            Store.open(
                state.resolve("pins"),
                new StoreSettings("pins", 1, PINS_MAP_BYTES, List.of(StorePins.TABLE))));
    return new Pins(StorePins.open(store, firstStart));
  }

  private Cache openCache(Path state) {
    long limit = Math.max(CACHE_BYTES_MIN, state.toFile().getUsableSpace() / CACHE_SHARE_OF_FREE);
    StoreSettings settings = new StoreSettings("cache", 1, Cache.storeBytes(limit), Cache.tables());
    Store store = lifetime.own(Store.open(state.resolve("cache-map"), settings));
    return lifetime.own(Cache.open(CacheSettings.of(state.resolve("cache"), limit), store));
  }
}
