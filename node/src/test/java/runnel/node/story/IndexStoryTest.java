package runnel.node.story;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The host of the index that somebody was given comes back, and both know it. */
class IndexStoryTest {
  @TempDir private Path folder;
  private Network network;

  @BeforeEach
  void begin() {
    network = new Network(folder);
  }

  @AfterEach
  void endNodes() {
    network.close();
  }

  /** By then each has become the index that the other one could use. */
  @Test
  void aHostThatWasKilledAndComesBackLaterHasOneIndexWithItsGuest() {
    NodeProcess alice = network.owner("alice");
    String address = alice.address();
    NodeProcess bob = network.guest("bob", alice);
    Seen.awaitAll(alice, bob);
    Network.randomFile(bob.share().resolve("minutes.txt"), 1000);
    awaitFound(bob);
    kill(alice);
    Poll.until(
        Network.PATIENCE,
        () -> bob.status().getJsonObject("index").getBoolean("embedded"),
        () -> "bob stays with an index that is gone: " + Seen.views(bob));
    awaitFound(bob);
    NodeProcess again = network.ownerAt("alice", address);
    assertOneIndexAgain(again, bob);
    awaitFound(again);
  }

  @Test
  void aHostThatWasKilledAndIsBackAtOnceHasOneIndexWithItsGuest() {
    NodeProcess alice = network.owner("alice");
    String address = alice.address();
    NodeProcess bob = network.guest("bob", alice);
    Seen.awaitAll(alice, bob);
    kill(alice);
    assertOneIndexAgain(network.ownerAt("alice", address), bob);
  }

  private static void assertOneIndexAgain(NodeProcess alice, NodeProcess bob) {
    Duration seen = Seen.awaitAll(alice, bob);
    Duration chosen = Choices.awaitOne(Network.PATIENCE, List.of(alice, bob));
    System.out.printf(
        "story: the index's host was killed and is back: seen after %d ms, one index after %d%n",
        seen.toMillis(), seen.plus(chosen).toMillis());
    // It stays so: neither leaves for the other's.
    Poll.until(Network.PATIENCE, () -> Seen.online(bob).contains("alice"), () -> "gone again");
    assertThat(Choices.host(alice)).isEqualTo(Choices.host(bob));
  }

  /** Whichever index it is, what bob shares is found by it. */
  private static void awaitFound(NodeProcess by) {
    Poll.until(
        Network.PATIENCE,
        () -> by.ask("GET", "/v1/search?query=minutes").toString().contains("/bob/minutes.txt"),
        () -> "not found: " + by.ask("GET", "/v1/search?query=minutes"));
  }

  private static void kill(NodeProcess node) {
    node.signal("KILL");
    assertThat(node.ended(Duration.ofSeconds(5))).isTrue();
  }
}
