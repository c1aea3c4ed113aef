package runnel.node.story;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import runnel.indexd.identity.PeerId;

/** A host of the LAN, a peer or an index that lies: what it costs, and who is told. */
@Tag("soak")
@Tag("lan")
class AttackSoakTest {
  private static final long SEED = Long.getLong("runnel.soak.seed", System.nanoTime());

  /** Dials that hearsay may cost each node: so many a minute to one host ({@code DialBudget}). */
  private static final int HEARSAY_PER_HOST_AND_MINUTE = 6;

  /** Requests to one host that may fail, of each node a minute ({@code peer.Dials}). */
  private static final int FAILURES_PER_MINUTE = 120;

  /** In {@code indexd/PROTOCOL.md}, by the clock of a machine that is not shared: a minute. */
  private static final Duration FOUND_IN_A_FLOOD =
      Duration.ofMinutes(1).multipliedBy(Integer.getInteger("runnel.soak.slack", 2));

  private static final long HEAP_BOUND_KB = 150_000;

  @TempDir private Path folder;
  private Lan lan;
  private NodeProcess ann;
  private NodeProcess bob;
  private LanHost attackers;
  private LanHost victims;

  @BeforeEach
  void begin() {
    System.out.println("soak: seed " + SEED);
    lan = new Lan(folder);
    ann = lan.host().node("ann");
    bob = lan.host().node("bob");
    attackers = lan.host();
    victims = lan.host();
    Seen.awaitAll(ann, bob);
    List.of(attackers, victims).forEach(LanHost::countDials);
  }

  @AfterEach
  void end() {
    lan.close();
  }

  @Test
  void spoofedBeaconsMakeNobodyStormAVictim() {
    attackers.maySendAs(victims.address());
    long began = System.nanoTime();
    fire("invented", 6_000, 200, victims.address());
    assertDialsWithin(victims, HEARSAY_PER_HOST_AND_MINUTE, began, "6,000 spoofed beacons");
    assertHealthy("limited");
  }

  @Test
  void aFloodFromManyAddressesCostsNoMemoryAndAGivenIndexWorksMeanwhile() throws IOException {
    long before = memory(ann);
    String[] sources = sources(100, 250);
    long began = System.nanoTime();
    LanProcess gun = attackers.program(BeaconGun.class, shot("invented", 400_000, 0, sources));
    NodeProcess carl = lan.host().node("carl", "--index", ann.address());
    Duration found = Seen.awaitAll(ann, bob, carl);
    System.out.println(
        "soak: a newcomer with --index was found in the flood after " + found.toMillis() + " ms");
    var _ = gun.awaitLine("sent");
    long grown = memory(ann) - before;
    System.out.printf(
        "soak: 400,000 beacons in %d ms: %d KB more memory%n",
        Duration.ofNanos(System.nanoTime() - began).toMillis(), grown);
    assertThat(grown).isLessThan(HEAP_BOUND_KB);
    assertHealthy("limited");
  }

  @Test
  void aNewcomerWhoKnowsNobodyFindsTheOthersInAFloodFromManyAddresses() {
    String[] sources = sources(100, 250);
    LanProcess _ = attackers.program(BeaconGun.class, shot("invented", 1_000_000, 5_000, sources));
    LanHost newcomers = lan.host();
    long began = System.nanoTime();
    NodeProcess carl = newcomers.node("carl");
    Seen.awaitAll(FOUND_IN_A_FLOOD, List.of(ann, bob, carl));
    System.out.printf(
        "soak: a newcomer who knows nobody was found in a flood from %d addresses after %d ms%n",
        sources.length, Duration.ofNanos(System.nanoTime() - began).toMillis());
    Choices.awaitOne(FOUND_IN_A_FLOOD, List.of(ann, bob, carl));
    assertHealthy("limited");
  }

  @Test
  void replayedBeaconsLeadToNobodyElseAndResurrectNobody() {
    LanProcess ear = attackers.program(BeaconGun.class, "listen");
    String copied = ear.awaitLine("heard").substring("heard ".length());
    long began = System.nanoTime();
    fire(copied, 3_000, 300, attackers.address());
    assertDialsWithin(attackers, HEARSAY_PER_HOST_AND_MINUTE, began, "3,000 replayed beacons");
    assertHealthy("copied");
    assertThat(ann.ask("GET", "/v1/doctor").toString() + bob.ask("GET", "/v1/doctor"))
        .contains("in this node's name came from another computer");

    NodeProcess gone = copied.contains(hexId(ann)) ? ann : bob;
    NodeProcess left = gone == ann ? bob : ann;
    String name = gone.name();
    gone.close();
    Seen.await(left, name, false);
    fire(copied, 600, 100, attackers.address());
    assertThat(Seen.online(left)).containsExactly(left.name());
  }

  @Test
  void oversizedDatagramsAreDroppedAndCounted() {
    fire("oversized", 5_000, 1_000, attackers.address());
    assertHealthy("malformed");
    assertThat(attackers.dials()).isZero();
    assertThat(ann.ask("GET", "/v1/doctor").toString()).contains("datagrams were dropped");
  }

  @Test
  void anIndexThatLiesMakesNobodyStormAVictimNorBelieveAWrongKey() {
    awaitPinned(ann, "bob");
    String bobsKey = bob.status().getString("peerId");
    LanProcess _ =
        attackers.program(
            LyingIndex.class, folder.resolve("lies").toString(), "400", victims.address(), "bob");
    Choices.awaitAt(attackers.address() + ":7707", List.of(ann, bob));
    long began = System.nanoTime();
    Poll.until(
        Network.PATIENCE,
        () -> Seen.all(ann).size() > 400,
        () -> "the lies never arrive: " + Seen.views(ann));
    LockSupport.parkNanos(Duration.ofSeconds(45).toNanos()); // To count what it makes them do.
    assertDialsWithin(victims, FAILURES_PER_MINUTE, began, "400 users at a victim's address");
    assertThat(Seen.peer(ann, "bob").getString("peerId")).isEqualTo(bobsKey);
    JsonObject conflict = ann.ask("GET", "/v1/trust").getJsonArray("conflicts").getJsonObject(0);
    assertThat(conflict.getString("subject")).isEqualTo("bob");
    assertThat(conflict.getBoolean("proved")).isFalse();
    assertThat(ann.ask("GET", "/v1/trust").getJsonArray("pins").toString())
        .doesNotContain("\"user");
  }

  @Test
  void whoTakesTheAddressOfAPinnedIndexIsRefusedWithAClearWord() {
    LanHost server = lan.host();
    LanProcess daemon = server.daemon("--no-discovery");
    LanHost carls = lan.host();
    String at = server.address() + ":7707";
    NodeProcess carl = carls.node("carl", "--no-discovery", "--index", at);
    Choices.awaitAt(at, List.of(carl));
    daemon.kill();
    LanProcess _ =
        server.program(LyingIndex.class, folder.resolve("lies").toString(), "0", "10.77.0.99");
    Poll.until(
        Network.PATIENCE,
        () -> carl.ask("GET", "/v1/trust").getJsonArray("conflicts").toString().contains(at),
        () -> "nothing is said: " + carl.ask("GET", "/v1/trust") + carl.log());
    String refused = at + ": its key is";
    Poll.until(Network.PATIENCE, () -> carl.log().contains(refused), carl::log);
    JsonObject index = carl.status().getJsonObject("index");
    System.out.println("soak: a pinned index with another key: " + index.getString("why"));
    assertThat(index.getBoolean("embedded")).isTrue();
    assertThat(index.getString("why"))
        .contains(
            "the one given fails", at, "the one known since the first contact", "runnel trust");
  }

  private void assertDialsWithin(LanHost target, int perMinute, long began, String what) {
    long minutes = 1 + Duration.ofNanos(System.nanoTime() - began).toMinutes();
    long dials = target.dials();
    System.out.printf("soak: %s: %d dials by 2 nodes within %d min%n", what, dials, minutes);
    // A minute of theirs may have begun in any of ours.
    assertThat(dials).isLessThanOrEqualTo(2L * perMinute * (minutes + 1));
  }

  private void assertHealthy(String dropped) {
    Seen.awaitAll(ann, bob);
    JsonObject first =
        bob.status().getJsonObject("network").getJsonArray("discovery").stream()
            .map(value -> (JsonObject) value)
            .filter(at -> at.getString("name").equals(LanHost.CARD))
            .filter(at -> at.getString("group").equals("239.255.77.7"))
            .findFirst()
            .orElseThrow();
    long both = dropped(ann, dropped) + dropped(bob, dropped);
    System.out.println("soak: " + dropped + " " + both + ", " + first);
    assertThat(both).isPositive();
  }

  private static long dropped(NodeProcess node, String why) {
    return node.status().getJsonObject("network").getJsonArray("discovery").stream()
        .mapToLong(at -> ((JsonObject) at).getJsonObject("dropped").getJsonNumber(why).longValue())
        .sum();
  }

  /** Addresses of nobody, from which the attackers send. */
  private String[] sources(int first, int end) {
    String[] sources =
        IntStream.range(first, end).mapToObj(i -> "10.77.0." + i).toArray(String[]::new);
    for (String source : sources) {
      attackers.maySendAs(source);
    }
    return sources;
  }

  private void fire(String what, int count, int eachSecond, String... sources) {
    var _ =
        attackers
            .program(BeaconGun.class, shot(what, count, eachSecond, sources))
            .awaitLine("sent");
  }

  private static String[] shot(String what, int count, int eachSecond, String... sources) {
    List<String> arguments = new ArrayList<>();
    arguments.add(what);
    arguments.add(Integer.toString(count));
    arguments.add(Integer.toString(eachSecond));
    arguments.add(Long.toString(SEED));
    arguments.addAll(List.of(sources));
    return arguments.toArray(String[]::new);
  }

  private static void awaitPinned(NodeProcess node, String name) {
    Poll.until(
        Network.PATIENCE,
        () -> node.ask("GET", "/v1/trust").getJsonArray("pins").toString().contains(name),
        () -> name + " is not pinned");
  }

  /** A peer id is the hash of a key in base32, a beacon has the hash itself. */
  private static String hexId(NodeProcess node) {
    return HexFormat.of().formatHex(PeerId.parse(node.status().getString("peerId")).hash().bytes());
  }

  /** Kilobytes of memory of its own. */
  private static long memory(NodeProcess node) throws IOException {
    return Files.readAllLines(
            Path.of("/proc", Integer.toString(node.status().getInt("pid")), "status"))
        .stream()
        .filter(line -> line.startsWith("RssAnon:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
        .findFirst()
        .orElseThrow();
  }
}
