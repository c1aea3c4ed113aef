package runnel.node;

import io.helidon.webserver.http.HttpService;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import runnel.indexd.api.Address;
import runnel.indexd.api.Announcement;
import runnel.indexd.api.User;
import runnel.indexd.identity.Identity;
import runnel.indexd.identity.UserName;
import runnel.node.control.ControlDocuments;
import runnel.node.network.CatalogPublisher;
import runnel.node.network.CatalogRefresher;
import runnel.node.network.Catalogs;
import runnel.node.network.IndexLink;
import runnel.node.network.IndexSupplier;
import runnel.node.network.KnownUsers;
import runnel.node.network.Roster;
import runnel.node.peer.CatalogService;
import runnel.node.peer.ContentService;
import runnel.node.peer.HelloService;
import runnel.node.share.Share;
import runnel.node.share.ShareSettings;
import runnel.node.transfer.Transfer;
import runnel.node.tree.Lister;
import runnel.node.tree.NetworkTree;
import runnel.node.tree.PeerFolders;

/**
 * The parts of a running node, made and joined in their order: first what works alone, then the
 * server and what makes this node known.
 */
final class NodeParts {
  /** A failure is the index's, mostly, which is back in seconds when it restarts. */
  private static final Duration CATALOG_RETRY = Duration.ofSeconds(5);

  private final NodeSettings settings;
  private final Lifetime lifetime;
  private final NodeStores stores;
  private final Share share;
  private final Sharing sharing;
  private final IndexHost host;
  private final Roster roster;
  private final People people;
  private final OtherNodes others;
  private final Introductions introductions;
  private final Catalogs catalogs;
  private final Transfer transfer;
  private final ContentService contents;
  private final PeerFolders folders;

  /** Set once; the share and the server run before and ask for it from their threads. */
  private volatile Optional<Joined> joined = Optional.empty();

  /** What this node is to others, from when it is known to them. */
  private record Joined(UserName name, Address address, IndexLink link) {}

  private NodeParts(NodeSettings settings, Lifetime lifetime) {
    this.settings = settings;
    this.lifetime = lifetime;
    stores = NodeStores.open(settings.state(), lifetime);
    share =
        lifetime.own(
            Share.open(
                ShareSettings.of(settings.share(), settings.state().resolve("share")),
                stores.identity(),
                published -> publishSoon()));
    sharing = new Sharing(settings, share);
    roster = new Roster(identity().id(), stores.pins()::of);
    people = new People(stores.pins(), roster);
    host = openIndex();
    others = new OtherNodes(identity(), roster, lifetime);
    catalogs =
        new Catalogs(
            stores.network(),
            List.of(new IndexSupplier(host.index(), this::indexAnswers), others.catalogs()));
    introductions = new Introductions(stores.pins(), others.greeter()::greet, people.trust()::met);
    transfer = new Transfer(stores.cache(), System::nanoTime);
    contents = new ContentService(new ShareShelf(share));
    folders = new PeerFolders(roster, catalogs);
  }

  /** Opens all parts, and makes this node known to the index. */
  static NodeParts open(NodeSettings settings, Lifetime lifetime) {
    NodeParts parts = new NodeParts(settings, lifetime);
    parts.rememberPeers();
    parts.join();
    return parts;
  }

  Identity identity() {
    return stores.identity();
  }

  UserName name() {
    return joined.orElseThrow().name();
  }

  Address address() {
    return joined.orElseThrow().address();
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

  /** What the parts that look for others know of the network. */
  NetworkFacts facts() {
    return NetworkFacts.NONE;
  }

  Catalogs catalogs() {
    return catalogs;
  }

  Lister lister() {
    return new Lister(folders);
  }

  NetworkTree tree() {
    return new NetworkTree(folders, new NetworkContent(transfer, others::contentOf));
  }

  ControlDocuments.IndexState index() {
    return new ControlDocuments.IndexState(
        host.elsewhere().orElse(address()).toString(),
        host.elsewhere().flatMap(stores.pins()::of).orElse(identity().id()).text(),
        host.elsewhere().isEmpty(),
        joined.orElseThrow().link().connected() ? "connected" : "lost");
  }

  ControlDocuments.Counters counters() {
    return new ControlDocuments.Counters(
        transfer.counters().bytesFetched(),
        transfer.counters().chunksFetched(),
        stores.cache().statistics().rehashedUnits(),
        transfer.counters().chunksRefused(),
        transfer.counters().sourceFailures(),
        contents.bytesServed(),
        stores.cache().usage().bytes());
  }

  private IndexHost openIndex() {
    IndexHost opened =
        settings
            .index()
            .map(where -> IndexHost.elsewhere(where, indexMeeting()))
            .orElseGet(
                () -> IndexHost.embedded(settings.state().resolve("index"), identity(), lifetime));
    lifetime.own(opened.index());
    return opened;
  }

  private IndexMeeting indexMeeting() {
    return new IndexMeeting(identity(), stores.pins(), people.trust());
  }

  /** Who was ever seen is there at once; what is learnt from now on is remembered. */
  private void rememberPeers() {
    KnownUsers users = new KnownUsers(stores.network());
    CatalogRefresher refresher = lifetime.own(new CatalogRefresher(this::refresh, CATALOG_RETRY));
    roster.update(users.load());
    people.watch();
    roster.follow(users::keep);
    roster.follow(refresher::learn);
  }

  private boolean indexAnswers() {
    return joined.map(known -> known.link().connected()).orElse(true);
  }

  private boolean refresh(User user) {
    introductions.meet(user);
    return catalogs.refresh(user);
  }

  private void join() {
    PeerServer server = lifetime.own(PeerServer.start(settings, identity(), services()));
    Address address = OwnAddress.of(server.bound(), host.elsewhere());
    UserName name =
        new NameChoice(settings.state(), settings.name(), identity().id())
            .choose(candidate -> host.index().announce(announcement(candidate, address)));
    CatalogPublisher publisher = new CatalogPublisher(sharing::catalog);
    IndexLink link =
        lifetime.own(new IndexLink(host.index(), announcement(name, address), publisher, roster));
    joined = Optional.of(new Joined(name, address, link));
    link.start();
  }

  private List<HttpService> services() {
    List<HttpService> services = new ArrayList<>();
    services.add(contents);
    services.add(new CatalogService(sharing));
    services.add(new HelloService(this::hello));
    host.service().ifPresent(services::add);
    return services;
  }

  private static Announcement announcement(UserName name, Address address) {
    return new Announcement(name, Optional.of(address), Version.TEXT, false);
  }

  private HelloService.Hello hello() {
    String name = joined.map(known -> known.name().text()).orElse("");
    return new HelloService.Hello(name, identity().id().text(), Version.TEXT);
  }

  /** What is published is told to the index at once; before the link is there it asks by itself. */
  private void publishSoon() {
    joined.ifPresent(known -> known.link().publishSoon());
  }
}
