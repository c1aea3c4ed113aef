package runnel.node;

import io.helidon.webserver.http.HttpService;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import runnel.indexd.api.Address;
import runnel.indexd.api.Index;
import runnel.indexd.api.IndexException;
import runnel.indexd.api.Lease;
import runnel.indexd.identity.Identity;
import runnel.indexd.identity.UserName;
import runnel.indexd.store.Store;
import runnel.node.control.ControlDocuments;
import runnel.node.download.Downloads;
import runnel.node.index.Choice;
import runnel.node.network.CatalogPublisher;
import runnel.node.network.CatalogRefresher;
import runnel.node.network.Catalogs;
import runnel.node.network.IndexLink;
import runnel.node.network.IndexSupplier;
import runnel.node.network.KnownUsers;
import runnel.node.network.Roster;
import runnel.node.network.Sightings;
import runnel.node.peer.CatalogService;
import runnel.node.peer.FileService;
import runnel.node.peer.HelloService;
import runnel.node.search.Searching;
import runnel.node.share.Share;
import runnel.node.share.ShareSettings;
import runnel.node.transfer.SourceFinder;
import runnel.node.tree.Facts;
import runnel.node.tree.Lister;
import runnel.node.tree.NetworkTree;
import runnel.node.tree.PeerFolders;

/**
 * The parts of a running node, made and joined in their order: first what works alone, then the
 * server and what makes this node known.
 */
final class NodeParts {
  private static final System.Logger LOG = System.getLogger(NodeParts.class.getName());

  /** A failure is the index's, mostly, which is back in seconds when it restarts. */
  private static final Duration CATALOG_RETRY = Duration.ofSeconds(5);

  /** A listing that nobody asks for any more is as fast from disk the next time: 1 ms. */
  private static final Duration LISTING_KEPT = Duration.ofMinutes(1);

  /** What one entry of a listing takes in memory. */
  private static final long LISTED_BYTES = 400;

  private final Lifetime lifetime;
  private final NodeStores stores;
  private final Share share;
  private final Sharing sharing;
  private final Roster roster;
  private final People people;
  private final Whereabouts whereabouts;
  private final Sightings sightings = new Sightings();
  private final OtherNodes others;
  private final Neighbourhood neighbourhood;
  private final OwnName ownName;
  private final Catalogs catalogs;
  private final Moving moving;
  private final FileService files;
  private final PeerFolders folders;
  private final Downloads downloads;

  /** Set once, when peers are answered. */
  private volatile Optional<PeerServer> server = Optional.empty();

  /** Set once, when others know this node; threads that run before ask for it. */
  private volatile Optional<IndexLink> link = Optional.empty();

  private NodeParts(NodeSettings settings, Lifetime lifetime) {
    this.lifetime = lifetime;
    stores = NodeStores.open(settings, lifetime);
    FileDescriber describer =
        lifetime.own(new FileDescriber(settings.state().resolve("metadata-tmp")));
    share =
        lifetime.own(
            Share.open(
                ShareSettings.of(settings.share(), settings.state().resolve("share"))
                    .withApart(settings.apartFromShare())
                    .withDescriber(describer),
                stores.identity(),
                published -> publishSoon()));
    sharing = new Sharing(settings, share);
    roster = new Roster(identity().id(), stores.pins()::of);
    people = new People(stores.pins(), roster);
    whereabouts = new Whereabouts(people.news());
    others = new OtherNodes(identity(), roster, sightings, lifetime);
    neighbourhood = new Neighbourhood(settings, stores, ties(), lifetime);
    ownName = new OwnName(stores.known(), settings.name(), identity().id(), System::nanoTime);
    catalogs =
        new Catalogs(
            stores.network(),
            List.of(
                new IndexSupplier(neighbourhood.index(), this::indexAnswers), others.catalogs()));
    SourceFinder finder = others.finder(neighbourhood.index());
    Moving.Network network = new Moving.Network(identity().id(), finder, others);
    moving = Moving.of(settings, stores.cache(), network, new ShareShelf(share));
    files = new FileService(new FileShare(share), moving.serving());
    folders = new PeerFolders(roster, catalogs);
    downloads = openDownloads(settings);
  }

  /** Opens all parts, answers peers and begins to look for others. */
  static NodeParts open(NodeSettings settings, Lifetime lifetime) {
    NodeParts parts = new NodeParts(settings, lifetime);
    parts.rememberPeers();
    PeerServer server =
        lifetime.own(PeerServer.start(settings, parts.identity(), parts.services()));
    parts.server = Optional.of(server);
    parts.neighbourhood.begin(server.bound().getPort());
    return parts;
  }

  /**
   * Makes this node known to the index.
   *
   * @throws runnel.node.failure.NodeException REFUSED if the name that was asked for is taken
   */
  void join() {
    neighbourhood.awaitFirstChoice();
    try {
      Lease _ = announce(neighbourhood.index());
    } catch (IndexException e) {
      // It is announced when the index is back, or to another one.
      LOG.log(System.Logger.Level.INFO, "not announced yet: {0}", e.getMessage());
    }
    ownName.started();
    CatalogPublisher publisher = new CatalogPublisher(sharing::catalog);
    IndexLink made =
        lifetime.own(new IndexLink(neighbourhood.index(), this::announce, publisher, roster));
    link = Optional.of(made);
    made.start();
    downloads.begin();
  }

  Identity identity() {
    return stores.identity();
  }

  UserName name() {
    return ownName.name();
  }

  /** Where others reach this node now; it may change with the network. */
  Address address() {
    return OwnAddress.of(server.orElseThrow().bound(), neighbourhood.choice().address());
  }

  Sharing sharing() {
    return sharing;
  }

  Roster roster() {
    return roster;
  }

  People people() {
    return people;
  }

  OtherNodes others() {
    return others;
  }

  /** What is known of the network, for status, peers and doctor. */
  NetworkFacts facts() {
    return new NeighbourhoodFacts(neighbourhood, ownName, sightings);
  }

  Moving moving() {
    return moving;
  }

  Catalogs catalogs() {
    return catalogs;
  }

  /** Drops listings in memory that nobody asked for lately; returns about how many bytes. */
  long forgetUnused() {
    return catalogs.forgetUnused(LISTING_KEPT) * LISTED_BYTES;
  }

  Lister lister() {
    return new Lister(folders);
  }

  /** Asks the index in use what somebody looks for. */
  Searching searching() {
    return new Searching(
        neighbourhood.index()::search,
        roster,
        new Searching.Self(identity().id(), this::name),
        InstantSource.system());
  }

  /** What is known of files and folders besides what a listing tells. */
  Facts knownFacts() {
    return new Facts(folders, new KnownContents(roster, moving));
  }

  NetworkTree tree() {
    return new NetworkTree(
        folders,
        knownFacts(),
        new NetworkContent(moving.transfer(), others::contentOf),
        new NetworkHits(searching()));
  }

  Downloads downloads() {
    return downloads;
  }

  ControlDocuments.IndexState index() {
    Choice choice = neighbourhood.choice();
    return new ControlDocuments.IndexState(
        choice.address().orElseGet(this::address).toString(),
        choice.host().text(),
        choice.own(),
        indexAnswers() ? "connected" : "lost");
  }

  private Downloads openDownloads(NodeSettings settings) {
    Store store =
        lifetime.own(Store.open(settings.state().resolve("downloads"), Downloads.storeSettings()));
    Downloads.Network network =
        new Downloads.Network(
            new NetworkShares(roster, catalogs),
            new DownloadContents(
                new DownloadContents.Fetching(moving.transfer(), stores.cache(), moving.growing()),
                roster,
                others));
    Downloads opened =
        lifetime.own(
            Downloads.open(
                store, network, settings.downloads(), new DownloadNews(people.events())));
    roster.watch(opened::wake);
    return opened;
  }

  private Neighbourhood.Ties ties() {
    return new Neighbourhood.Ties(
        roster,
        sightings,
        () -> others.greeter(),
        () -> name().text(),
        () -> link.map(IndexLink::doubtful).orElse(false),
        people,
        this::indexChanged);
  }

  /** Who was ever seen is there at once; what is learnt from now on is remembered. */
  private void rememberPeers() {
    KnownUsers users = new KnownUsers(stores.network());
    CatalogRefresher refresher =
        lifetime.own(new CatalogRefresher(catalogs::refresh, CATALOG_RETRY));
    roster.update(users.load());
    Introductions introductions =
        lifetime.own(
            new Introductions(
                stores.pins(),
                roster,
                new Introductions.Ties(others.greeter()::greet, people.trust()::met),
                Introductions.SETTLED_AFTER));
    people.watch();
    roster.follow(users::keep);
    roster.followForgotten(users::forget);
    roster.follow(refresher::learn);
    roster.follow(introductions::learn);
  }

  private boolean indexAnswers() {
    return link.map(IndexLink::connected).orElse(true);
  }

  private Lease announce(Index index) {
    Address now = address();
    whereabouts.announced(now);
    Lease lease = ownName.announce(index, Optional.of(now));
    neighbourhood.leased(lease);
    return lease;
  }

  private List<HttpService> services() {
    List<HttpService> services = new ArrayList<>(moving.services());
    services.add(files);
    services.add(new CatalogService(sharing));
    services.add(new HelloService(neighbourhood::hello, neighbourhood::visited));
    services.add(neighbourhood.service());
    return services;
  }

  private void indexChanged(Choice choice) {
    whereabouts.chosen(choice);
    link.ifPresent(IndexLink::indexChanged);
  }

  /** What is published is told to the index at once; before the link is there it asks by itself. */
  private void publishSoon() {
    link.ifPresent(IndexLink::publishSoon);
  }
}
