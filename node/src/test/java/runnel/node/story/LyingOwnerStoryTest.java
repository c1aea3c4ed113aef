package runnel.node.story;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import runnel.indexd.api.Address;
import runnel.indexd.identity.Identity;

/** An owner serves wrong bytes, over its own TLS and with right proofs. */
class LyingOwnerStoryTest {
  private static final Duration PATIENCE = Network.PATIENCE;
  private static final int MIB = 1 << 20;

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

  @Test
  void itsBytesReachNobodyAndItIsNamed() throws IOException {
    NodeProcess carol = network.owner("carol");
    NodeProcess alice = network.guest("alice", carol);
    NodeProcess bob = network.reader("bob", carol);
    Path film = alice.share().resolve("film.bin");
    Path alone = alice.share().resolve("alone.bin");
    Network.randomFile(film, 8 * MIB);
    Network.randomFile(alone, 3 * MIB);
    Files.copy(film, carol.share().resolve("copy.bin"));
    alice.rescan();
    carol.rescan();
    Path seen = bob.mount().resolve("peers/alice");
    Network.awaitFile(seen.resolve("film.bin"));
    Network.awaitFile(seen.resolve("alone.bin"));
    Network.awaitFile(bob.mount().resolve("peers/carol/copy.bin"));
    Address address = Address.parse(alice.address());
    alice.signal("KILL");
    assertThat(alice.ended(PATIENCE)).isTrue();

    Identity stolen = Identity.open(alice.share().resolveSibling("state/identity"));
    try (LyingOwner liar = new LyingOwner(stolen, address)) {
      byte[] right = Files.readAllBytes(alone);
      liar.lieOf(right, MIB + 77);
      liar.lieOf(Files.readAllBytes(film), 4321);
      try (WatchedRead read = WatchedRead.of(seen.resolve("alone.bin"), right)) {
        WatchedRead.End end = read.rest();
        assertThat(end.said()).contains("Input/output error");
        assertThat(end.bytes()).isLessThanOrEqualTo(MIB);
        assertThat(end.longestPause()).isLessThan(Budgets.noisy(Budgets.ERROR_AFTER_BREAK));
      }
      Aftermath.assertTold(bob, "/alice/alone.bin", "alice", "fail their hash");
      assertThat(bob.status().getJsonObject("network").getJsonArray("avoided").toString())
          .contains("\"alice\"", "fail their hash");
      assertThat(bob.counter("chunksRefused")).isPositive();
      byte[] whole = Files.readAllBytes(film);
      try (WatchedRead read = WatchedRead.of(seen.resolve("film.bin"), whole)) {
        WatchedRead.End end = read.rest();
        assertThat(end.isWhole(whole)).as(end.toString()).isTrue();
        assertThat(end.longestPause()).isLessThan(Budgets.noisy(Budgets.OTHER_AFTER_BREAK));
      }
    }
    Aftermath.assertCalm(bob, carol);
  }
}
