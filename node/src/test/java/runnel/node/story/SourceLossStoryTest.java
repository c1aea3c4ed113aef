package runnel.node.story;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One of two sources, or the only one, is lost while a program reads. */
class SourceLossStoryTest {
  private static final Duration PATIENCE = Network.PATIENCE;
  private static final int MIB = 1 << 20;
  private static final int LENGTH = 64 * MIB;

  @TempDir private Path folder;
  private Network network;
  private NodeProcess carol;
  private NodeProcess alice;
  private NodeProcess bob;
  private Path seen;
  private byte[] right;

  /** Alice and carol, who carries the index, share the same film. */
  @BeforeEach
  void begin() throws IOException {
    network = new Network(folder);
    carol = network.owner("carol");
    alice = network.guest("alice", carol);
    bob = network.reader("bob", carol);
    Path film = alice.share().resolve("film.bin");
    Network.randomFile(film, LENGTH);
    Files.copy(film, carol.share().resolve("copy.bin"));
    alice.rescan();
    carol.rescan();
    seen = bob.mount().resolve("peers/alice/film.bin");
    right = Files.readAllBytes(film);
    Network.awaitFile(seen);
    Network.awaitFile(bob.mount().resolve("peers/carol/copy.bin"));
  }

  @AfterEach
  void endNodes() {
    network.close();
  }

  @Test
  void anOwnerThatIsKilledIsReplacedAndOnceTheOtherIsKilledTooThereIsAnErrorSoon() {
    try (WatchedRead read = WatchedRead.of(seen, right)) {
      read.take(4 * MIB);
      alice.signal("KILL");
      WatchedRead.End end = read.rest();
      print("owner killed, another source", end.longestPause());
      assertThat(end.isWhole(right)).as(end.toString()).isTrue();
      assertThat(end.longestPause()).isLessThan(Budgets.noisy(Budgets.OTHER_AFTER_BREAK));
    }
    bob.ask("POST", "/v1/cache/clear");
    Aftermath.assertTold(bob, "/alice/film.bin", "alice", "connection failed");
    Path copy = bob.mount().resolve("peers/carol/copy.bin");
    try (WatchedRead read = WatchedRead.of(copy, right)) {
      read.take(4 * MIB);
      carol.signal("KILL");
      assertError(read.rest(), Budgets.ERROR_AFTER_BREAK, "owner killed, no other source");
    }
    Aftermath.assertTold(bob, "/carol/copy.bin", "carol", "connection failed");
    Aftermath.assertCalm(bob);
  }

  @Test
  @Tag("soak")
  @Tag("faults")
  void anOwnerThatIsStoppedIsReplacedAndOnceTheOtherIsStoppedTooThereIsAnError() {
    try (WatchedRead read = WatchedRead.of(seen, right)) {
      read.take(4 * MIB);
      alice.signal("STOP");
      WatchedRead.End end = read.rest();
      print("owner stopped, another source", end.longestPause());
      assertThat(end.isWhole(right)).as(end.toString()).isTrue();
      assertThat(end.longestPause()).isLessThan(Budgets.noisy(Budgets.OTHER_AFTER_SILENCE));
    }
    bob.ask("POST", "/v1/cache/clear");
    Path copy = bob.mount().resolve("peers/carol/copy.bin");
    try (WatchedRead read = WatchedRead.of(copy, right)) {
      read.take(4 * MIB);
      carol.signal("STOP");
      assertError(read.rest(), Budgets.ERROR_AFTER_SILENCE, "owner stopped, no other source");
    }
    Aftermath.assertTold(bob, "/alice/film.bin", "alice", "nothing");
    Aftermath.assertTold(bob, "/carol/copy.bin", "carol", "sent nothing in time");
    alice.signal("CONT");
    carol.signal("CONT");
    Poll.until(
        PATIENCE,
        () -> {
          try (WatchedRead again = WatchedRead.of(copy, right)) {
            return again.rest().isWhole(right);
          }
        },
        () -> "never whole again: " + bob.ask("GET", "/v1/why"));
    Aftermath.assertCalm(alice, bob, carol);
  }

  private void assertError(WatchedRead.End end, Duration budget, String what) {
    print(what, end.longestPause());
    assertThat(end.status()).as(end.toString()).isNotZero();
    assertThat(end.said()).contains("Input/output error");
    assertThat(end.longestPause()).isLessThan(Budgets.noisy(budget));
    Duration root = Shell.run(PATIENCE, "ls", bob.mount().toString()).took();
    assertThat(root).isLessThan(Budgets.noisy(Budgets.AT_ONCE));
  }

  private static void print(String what, Duration pause) {
    System.out.println("fault: %s: %d ms".formatted(what, pause.toMillis()));
  }
}
