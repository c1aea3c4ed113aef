package runnel.node;

import io.helidon.webserver.http.HttpService;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import runnel.indexd.api.Address;
import runnel.indexd.api.Candidacy;
import runnel.indexd.api.Elsewhere;
import runnel.indexd.api.Index;
import runnel.indexd.api.Lease;
import runnel.indexd.api.User;
import runnel.indexd.discovery.Beacon;
import runnel.indexd.discovery.Discovery;
import runnel.indexd.discovery.DiscoverySettings;
import runnel.indexd.discovery.Heard;
import runnel.indexd.discovery.InterfaceReport;
import runnel.indexd.discovery.NetworkTag;
import runnel.indexd.http.IndexService;
import runnel.indexd.identity.PeerId;
import runnel.indexd.local.LocalIndex;
import runnel.indexd.local.LocalIndexSettings;
import runnel.indexd.wire.Paths;
import runnel.node.index.Acquaintance;
import runnel.node.index.Choice;
import runnel.node.index.ChooserSetup;
import runnel.node.index.Hint;
import runnel.node.index.IndexChooser;
import runnel.node.index.Origin;
import runnel.node.index.OwnIndex;
import runnel.node.index.Scout;
import runnel.node.index.Seeking;
import runnel.node.network.Roster;
import runnel.node.network.Sightings;
import runnel.node.peer.Greeter;
import runnel.node.peer.Greeting;
import runnel.node.peer.Hello;

/**
 * How this node finds the others: the index in use (its own one until another ranks before it), who
 * is heard by multicast, and whom it asks for the way. Thread-safe.
 */
final class Neighbourhood {
  /** As long as an index that is there needs to answer, and what a start takes anyway. */
  private static final Duration LISTENING = Duration.ofMillis(800);

  /** Until then multicast has found the index, where it is not blocked. */
  private static final Duration SCOUT_AFTER = Duration.ofSeconds(3);

  /** Connecting to an index that is given and silent: a start does not wait longer for it. */
  private static final Duration FIRST_CHOICE_MAX = Duration.ofSeconds(6);

  private final NodeSettings settings;
  private final NodeStores stores;
  private final Roster roster;
  private final Sightings sightings;
  private final Lifetime lifetime;
  private final LocalIndex local;
  private final IndexChooser chooser;
  private final Supplier<Greeter> greeter;
  private final Supplier<String> name;
  private volatile int port;
  private volatile Optional<Duration> clockAhead = Optional.empty();
  private volatile Optional<Discovery> discovery = Optional.empty();
  private volatile Optional<Candidacy> standing = Optional.empty();

  /** What the rest of the node does for it. */
  record Ties(
      Roster roster,
      Sightings sightings,
      Supplier<Greeter> greeter,
      Supplier<String> name,
      BooleanSupplier linkFails,
      People people,
      Consumer<Choice> changed) {}

  Neighbourhood(NodeSettings settings, NodeStores stores, Ties ties, Lifetime lifetime) {
    this.settings = settings;
    this.stores = stores;
    this.roster = ties.roster();
    this.sightings = ties.sightings();
    this.greeter = ties.greeter();
    this.name = ties.name();
    this.lifetime = lifetime;
    local = lifetime.own(LocalIndex.open(stores.known().resolve("index"), localSettings()));
    chooser =
        lifetime.own(
            new IndexChooser(
                new OwnIndex(
                    stores.identity().id(), local.as(stores.identity().key()), this::stand),
                new ChooserSetup(
                    new IndexMeeting(stores.identity(), stores.pins(), ties.people().trust()),
                    ties.linkFails(),
                    peer -> roster.user(peer).isPresent(),
                    () -> discovery.ifPresent(Discovery::announceSoon),
                    choice -> changed(choice, ties.changed()),
                    ChooserSetup.Clock.system())));
  }

  /** What others reach the own index by. */
  HttpService service() {
    return rules -> rules.register(Paths.ROOT, new IndexService(local));
  }

  /** The index in use, whichever that is. */
  Index index() {
    return chooser.index();
  }

  /** Which index is in use, and why. */
  Choice choice() {
    return chooser.choice();
  }

  /** The own candidacy, once there is one. */
  Optional<Candidacy> standing() {
    return standing;
  }

  /** Begins to look for others, who are answered on that port. */
  void begin(int answeredOn) {
    port = answeredOn;
    settings.index().map(Hint::given).ifPresent(chooser::learn);
    lastIndex().read().ifPresent(chooser::learn);
    chooser.start(settings.discovery() ? LISTENING : Duration.ZERO);
    if (settings.discovery()) {
      DiscoverySettings network = DiscoverySettings.of(tag());
      discovery = Optional.of(lifetime.own(Discovery.start(network, this::beacon, this::heard)));
      discovery.get().ask();
      lifetime.own(new Seeking(this::isAlone, discovery.get()::ask)).start();
    }
    Scout scout = lifetime.own(new Scout(this::away, this::ask, System::nanoTime));
    scout.start(settings.discovery() ? SCOUT_AFTER : Duration.ZERO);
  }

  /** Waits until it is known whether there is another index. */
  void awaitFirstChoice() {
    chooser.awaitFirst(FIRST_CHOICE_MAX);
  }

  /** What the index in use answered to an announcement. */
  void leased(Lease lease) {
    lease.instead().ifPresent(chooser::instead);
    clockAhead = Optional.of(Duration.between(lease.now(), Instant.now()));
  }

  /** How far this machine's clock is ahead of that of the index in use, once that answered. */
  Optional<Duration> clockAhead() {
    return choice().own() ? Optional.empty() : clockAhead;
  }

  /** The index in use failed just now. */
  void indexFails() {
    chooser.wake();
  }

  /** What is sent and heard by multicast; nothing if that is switched off. */
  List<InterfaceReport> interfaces() {
    return discovery.map(Discovery::report).orElse(List.of());
  }

  private LocalIndexSettings localSettings() {
    return LocalIndexSettings.of(stores.identity().id(), false);
  }

  private boolean isAlone() {
    PeerId self = stores.identity().id();
    return choice().own()
        && roster.users().stream().noneMatch(user -> user.online() && !user.id().equals(self));
  }

  private LastIndex lastIndex() {
    return new LastIndex(stores.known().resolve("last-index"));
  }

  private void stand(long since) {
    local.stand(since);
    standing = Optional.of(new Candidacy(false, since, stores.identity().id()));
  }

  private void changed(Choice choice, Consumer<Choice> next) {
    Optional<Elsewhere> elsewhere =
        choice.address().map(address -> new Elsewhere(address, choice.host()));
    local.uses(elsewhere);
    elsewhere.ifPresent(lastIndex()::keep);
    next.accept(choice);
  }

  private NetworkTag tag() {
    return NetworkTag.of(stores.identity().membership().tag());
  }

  private Beacon beacon() {
    return new Beacon(Beacon.Kind.HERE, tag(), stores.identity().id(), port, standing);
  }

  /** Hearsay: an address to try, and perhaps an index to meet. */
  private void heard(Heard heard) {
    Beacon beacon = heard.beacon();
    if (beacon.kind() == Beacon.Kind.BYE) {
      chooser.bye(beacon.peer());
      return;
    }
    note(new Elsewhere(heard.from(), beacon.peer()), Origin.HEARD);
    if (beacon.candidacy().isPresent()) {
      chooser.learn(
          new Hint(heard.from(), Optional.of(beacon.peer()), beacon.candidacy(), Origin.HEARD));
    }
  }

  private void note(Elsewhere peer, Origin origin) {
    sightings.note(peer.host(), new Sightings.Sighting(peer.address(), origin.words()));
  }

  /** Whom the index in use does not show online, the last active first. */
  private List<Acquaintance> away() {
    return roster.users().stream()
        .filter(user -> !user.online() && user.address().isPresent())
        .sorted(Comparator.comparing(User::lastActive).reversed())
        .map(user -> new Acquaintance(user.id(), user.address().orElseThrow()))
        .toList();
  }

  private void ask(Acquaintance peer) {
    greeter
        .get()
        .visit(peer.peer(), peer.address(), hello())
        .ifPresent(greeting -> told(new Elsewhere(peer.address(), peer.peer()), greeting));
  }

  /** What this node says of itself. */
  Hello hello() {
    Choice choice = choice();
    Optional<Elsewhere> index =
        choice.address().map(address -> new Elsewhere(address, choice.host()));
    return new Hello(
        name.get(),
        stores.identity().id().text(),
        Version.TEXT,
        port == 0 ? null : port,
        standing.map(Candidacy::since).orElse(null),
        index.map(Neighbourhood::place).orElse(null),
        roster.users().stream()
            .filter(User::online)
            .flatMap(user -> elsewhere(user).stream())
            .limit(Hello.PEERS_MAX)
            .map(Neighbourhood::place)
            .toList());
  }

  private static Optional<Elsewhere> elsewhere(User user) {
    return user.address().map(address -> new Elsewhere(address, user.id()));
  }

  private static Hello.Place place(Elsewhere peer) {
    return new Hello.Place(peer.host().text(), peer.address().toString());
  }

  /** A peer came and said where it answers. */
  void visited(Greeting greeting, Address from) {
    told(new Elsewhere(from, greeting.key().id()), greeting);
  }

  private void told(Elsewhere by, Greeting greeting) {
    note(by, Origin.TOLD);
    greeting
        .since()
        .map(since -> new Candidacy(false, since, by.host()))
        .map(candidacy ->
            new Hint(by.address(), Optional.of(by.host()), Optional.of(candidacy), Origin.TOLD))
        .ifPresent(chooser::learn);
    greeting.index().map(Neighbourhood::told).ifPresent(chooser::learn);
    greeting.peers().forEach(peer -> note(peer, Origin.TOLD));
  }

  private static Hint told(Elsewhere index) {
    return new Hint(index.address(), Optional.of(index.host()), Optional.empty(), Origin.TOLD);
  }
}
