package runnel.node;

import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.HttpService;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import runnel.indexd.api.Address;
import runnel.indexd.content.ContentId;
import runnel.indexd.identity.Identity;
import runnel.indexd.identity.PeerId;
import runnel.indexd.store.Store;
import runnel.indexd.store.StoreSettings;
import runnel.indexd.tls.HttpTimeouts;
import runnel.indexd.tls.ListenerLimits;
import runnel.indexd.tls.PeerHttp;
import runnel.indexd.tls.PeerListener;
import runnel.node.cache.Cache;
import runnel.node.cache.CacheSettings;
import runnel.node.limits.Governor;
import runnel.node.peer.ContentShelf;
import runnel.node.peer.HttpCrowds;
import runnel.node.peer.HttpHolder;
import runnel.node.peer.HttpSource;
import runnel.node.peer.PeerClients;
import runnel.node.share.Share;
import runnel.node.share.ShareSettings;
import runnel.node.transfer.Holder;
import runnel.node.transfer.Source;
import runnel.node.transfer.SourceFailure;
import runnel.node.transfer.SourceFinder;

/**
 * What of several nodes moves bytes: real shares, caches, servers and clients, on loopback in one
 * process. Everybody knows everybody; nobody is looked for.
 */
final class DataPlane implements AutoCloseable {
  private static final HttpTimeouts TIMEOUTS =
      new HttpTimeouts(Duration.ofSeconds(3), Duration.ofSeconds(20), Duration.ofSeconds(8));

  private final Path folder;
  private final Map<PeerId, Address> addresses = new ConcurrentHashMap<>();
  private final Lifetime lifetime = new Lifetime();

  DataPlane(Path folder) {
    this.folder = folder;
  }

  /** One that shares this file. */
  Member owner(String name, byte[] file) throws Exception {
    Path home = Files.createDirectory(folder.resolve(name));
    Files.write(Files.createDirectory(home.resolve("share")).resolve("file"), file);
    Identity identity = Identity.create();
    Share share =
        lifetime.own(
            Share.open(
                ShareSettings.of(
                        home.resolve("share"), Files.createDirectory(home.resolve("state")))
                    .withWatching(ShareSettings.Watching.NONE),
                identity,
                published -> {}));
    share.rescan();
    var _ = share.hashed().get(30, TimeUnit.SECONDS);
    return member(name, identity, new ShareShelf(share));
  }

  /** One that shares nothing. */
  Member reader(String name) throws IOException {
    Files.createDirectory(folder.resolve(name));
    return member(name, Identity.create(), content -> Optional.empty());
  }

  private Member member(String name, Identity identity, ContentShelf own) {
    Path home = folder.resolve(name);
    StoreSettings settings = new StoreSettings("cache", 1, 32 << 20, Cache.tables());
    Store store = lifetime.own(Store.open(home.resolve("store"), settings));
    Cache cache =
        lifetime.own(Cache.open(CacheSettings.of(home.resolve("cache"), 1L << 30), store));
    PeerClients clients =
        lifetime.own(
            new PeerClients(
                peer -> PeerHttp.client(identity, Optional.of(peer), TIMEOUTS),
                Duration.ofSeconds(16)));
    Governor governor = Governor.open(home.resolve("limits"), System::nanoTime);
    Moving moving =
        Moving.of(
            governor,
            cache,
            new Moving.Network(identity.id(), SourceFinder.NOBODY, new Known(clients)),
            own);
    WebServer server = serve(identity, moving.services());
    AutoCloseable _ = lifetime.own(server::stop);
    addresses.put(identity.id(), new Address("127.0.0.1", server.port()));
    return new Member(identity.id(), moving, clients, this);
  }

  private static WebServer serve(Identity identity, List<HttpService> services) {
    return PeerListener.server(identity, ListenerLimits.DEFAULT)
        .host("127.0.0.1")
        .port(0)
        .routing(routing -> services.forEach(routing::register))
        .build()
        .start();
  }

  @Override
  public void close() {
    lifetime.close();
  }

  /** One node's data plane. */
  record Member(PeerId id, Moving moving, PeerClients clients, DataPlane all) {
    /** How this one asks another for all of a content. */
    Source source(Member other) {
      return new HttpSource(
          other.id(), "peer", () -> Optional.ofNullable(all.addresses.get(other.id())), clients);
    }

    long bytesServed() {
      return moving.serving().bytesServed();
    }

    boolean passesOn(ContentId content, Member to) {
      Holder holder =
          new HttpHolder(
              id, "peer", () -> Optional.ofNullable(all.addresses.get(id)), to.clients());
      try {
        return !holder.nodes(content).isEmpty();
      } catch (SourceFailure e) {
        return false;
      }
    }
  }

  private final class Known implements HttpCrowds.Others {
    private final PeerClients clients;

    Known(PeerClients clients) {
      this.clients = clients;
    }

    @Override
    public Optional<Address> address(PeerId peer) {
      return Optional.ofNullable(addresses.get(peer));
    }

    @Override
    public Optional<Holder> holder(PeerId peer) {
      return Optional.of(new HttpHolder(peer, "peer", () -> address(peer), clients));
    }

    @Override
    public PeerClients clients() {
      return clients;
    }
  }
}
