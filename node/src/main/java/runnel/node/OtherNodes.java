package runnel.node;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import runnel.indexd.api.Address;
import runnel.indexd.api.Index;
import runnel.indexd.api.IndexException;
import runnel.indexd.api.User;
import runnel.indexd.identity.Identity;
import runnel.indexd.identity.PeerId;
import runnel.indexd.tls.HttpTimeouts;
import runnel.indexd.tls.PeerHttp;
import runnel.node.network.CatalogSupplier;
import runnel.node.network.Roster;
import runnel.node.network.Sightings;
import runnel.node.peer.Greeter;
import runnel.node.peer.HttpCrowds;
import runnel.node.peer.HttpHolder;
import runnel.node.peer.HttpSource;
import runnel.node.peer.PeerClients;
import runnel.node.peer.PeerSupplier;
import runnel.node.transfer.Holder;
import runnel.node.transfer.Source;
import runnel.node.transfer.SourceFinder;

/** How other nodes are asked: each at the address where it is known to be. Thread-safe. */
final class OtherNodes implements HttpCrowds.Others {
  /**
   * To connect, for the handshake, without a byte: what is fetched from a silent source fails
   * within 30 s whatever happens (FAULTS), another source being asked within 10 s.
   */
  private static final HttpTimeouts TIMEOUTS =
      new HttpTimeouts(Duration.ofSeconds(3), Duration.ofSeconds(5), Duration.ofSeconds(8));

  /** Connecting, shaking hands and the first byte each in their time. */
  private static final Duration HEAD_WITHIN = Duration.ofSeconds(16);

  /** 5 MB by a slow link; a program that lists a folder waits so long. */
  private static final Duration LISTING_WITHIN = Duration.ofSeconds(24);

  /** So long another address is tried where one failed. */
  private static final Duration LATELY = Duration.ofSeconds(30);

  private static final System.Logger LOG = System.getLogger(OtherNodes.class.getName());

  private final Roster roster;
  private final Sightings sightings;
  private final PeerClients clients;

  /** What it holds is closed with the lifetime. */
  OtherNodes(Identity identity, Roster roster, Sightings sightings, Lifetime lifetime) {
    this.roster = roster;
    this.sightings = sightings;
    this.clients =
        lifetime.own(
            new PeerClients(
                peer -> PeerHttp.client(identity, Optional.of(peer), TIMEOUTS), HEAD_WITHIN));
  }

  /** Asks them what they are called. */
  Greeter greeter() {
    return new Greeter(clients);
  }

  /** Catalogs, each from its owner. */
  CatalogSupplier catalogs() {
    return new PeerSupplier(this::address, clients, LISTING_WITHIN);
  }

  /** Who may have what the owner shares, the best first. */
  List<Source> contentOf(PeerId owner) {
    return List.of(source(owner));
  }

  /**
   * Who lists the content by the index's account, and is online; nobody if the index does not
   * answer.
   */
  SourceFinder finder(Index index) {
    return content -> {
      try {
        return index.owners(List.of(content)).getOrDefault(content, List.of()).stream()
            .filter(owner -> roster.user(owner).filter(User::online).isPresent())
            .map(this::source)
            .toList();
      } catch (IndexException e) {
        LOG.log(System.Logger.Level.INFO, "no more sources known: {0}", e.getMessage());
        return List.of();
      }
    };
  }

  /**
   * Another reader, as far as the roster knows it and where that says it is: who names it to us
   * can't make us dial addresses of his choice.
   */
  @Override
  public Optional<Holder> holder(PeerId peer) {
    return roster
        .user(peer)
        .filter(User::online)
        .map(user -> new HttpHolder(peer, user.name().text(), () -> address(peer), clients));
  }

  @Override
  public PeerClients clients() {
    return clients;
  }

  private Source source(PeerId peer) {
    String shown = roster.user(peer).map(user -> user.name().text()).orElse("a peer");
    return new HttpSource(peer, shown, () -> address(peer), clients);
  }

  /** What the index says, unless that failed lately and the peer was seen somewhere else. */
  @Override
  public Optional<Address> address(PeerId peer) {
    Optional<Address> told = roster.user(peer).flatMap(User::address);
    return told.filter(address -> !clients.failedWithin(address, LATELY))
        .or(() -> sightings.of(peer).map(Sightings.Sighting::address))
        .or(() -> told);
  }
}
