package runnel.node.story;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two or three nodes on one machine: browse, read, and what happens when an owner fails. */
class FirstDriveStoryTest {
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
  void whatOneSharesTheOtherReadsByteForByte() throws IOException {
    NodeProcess alice = network.owner("alice");
    OddFiles.create(alice.share());
    alice.rescan();
    NodeProcess bob = network.reader("bob", alice);
    Path seen = bob.mount().resolve("peers/alice");
    Network.awaitFile(seen.resolve("plain.txt"));
    String local =
        Shell.run(PATIENCE, "sh", "-c", OddFiles.LISTING, "sh", alice.share().toString()).ok();
    String remote = Shell.run(PATIENCE, "sh", "-c", OddFiles.LISTING, "sh", seen.toString()).ok();
    assertThat(remote)
        .isEqualTo(local.lines().filter(OddFiles::isPublished).reduce("", (a, b) -> a + b + "\n"));
    assertThat(
            Shell.run(PATIENCE, "sha256sum", seen.resolve("big.bin").toString())
                .ok()
                .substring(0, 64))
        .isEqualTo(
            Shell.run(PATIENCE, "sha256sum", alice.share().resolve("big.bin").toString())
                .ok()
                .substring(0, 64));
    assertThat(alice.ask("GET", "/v1/share").toString()).contains("the name is not UTF-8");
  }

  @Test
  void nothingCanBeWrittenIntoThePeersShare() throws IOException {
    NodeProcess alice = network.owner("alice");
    Files.writeString(alice.share().resolve("plain.txt"), "hello");
    alice.rescan();
    NodeProcess bob = network.reader("bob", alice);
    Path file = bob.mount().resolve("peers/alice/plain.txt");
    Network.awaitFile(file);
    Shell.Result written = Shell.run(PATIENCE, "sh", "-c", "echo x > '" + file + "'");
    assertThat(written.output()).contains("Read-only file system");
  }

  @Test
  void anOwnerKilledWhileReadGivesAnErrorSoonAndItsRestartFetchesOnlyTheRest() throws IOException {
    NodeProcess alice = network.owner("alice");
    Path original = alice.share().resolve("film.bin");
    Network.randomFile(original, 300 * MIB);
    alice.rescan();
    String address = alice.address();
    NodeProcess bob = network.reader("bob", alice);
    Path file = bob.mount().resolve("peers/alice/film.bin");
    Network.awaitFile(file);
    Shell.run(PATIENCE, "dd", "if=" + file, "of=/dev/null", "bs=1M", "count=40").ok();
    CompletableFuture<Shell.Result> reading =
        Shell.begin(
            PATIENCE,
            "sh",
            "-c",
            "dd if='" + file + "' bs=64k skip=800 | { sleep 0.2; cat >/dev/null; }");
    alice.signal("KILL");
    Shell.Result broken =
        Shell.run(PATIENCE, "dd", "if=" + file, "of=/dev/null", "bs=1M", "skip=200");
    assertThat(broken.status()).isNotZero();
    assertThat(broken.output()).contains("Input/output error");
    assertThat(broken.took()).isLessThan(Duration.ofSeconds(5));
    assertThat(Shell.run(PATIENCE, "ls", bob.mount().toString()).took())
        .isLessThan(Duration.ofSeconds(1));
    reading.join();

    long fetched = bob.counter("chunksFetched");
    NodeProcess again = network.ownerAt("alice", address);
    assertThat(again.address()).isEqualTo(address);
    Poll.until(
        PATIENCE,
        () -> Shell.run(PATIENCE, "cmp", file.toString(), original.toString()).status() == 0,
        () -> "never readable again: " + bob.status());
    long chunks = 300L * MIB / (64 << 10);
    assertThat(fetched).isGreaterThanOrEqualTo(40L * MIB / (64 << 10));
    assertThat(bob.counter("chunksFetched")).isEqualTo(chunks);
  }

  @Test
  void fortyReadersOfAStoppedPeerDoNotHoldUpAnother() throws IOException {
    NodeProcess alice = network.owner("alice");
    for (int i = 0; i < 40; i++) {
      Network.randomFile(alice.share().resolve("stuck" + i), MIB);
    }
    alice.rescan();
    NodeProcess carol = network.reader("carol", alice);
    Network.randomFile(carol.share().resolve("healthy"), 5 * MIB);
    carol.rescan();
    NodeProcess bob = network.reader("bob", alice);
    Path healthy = bob.mount().resolve("peers/carol/healthy");
    Network.awaitFile(healthy);
    Network.awaitFile(bob.mount().resolve("peers/alice/stuck39"));

    stopDataOf(alice);
    List<CompletableFuture<Shell.Result>> stuck = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      stuck.add(
          Shell.begin(PATIENCE, "cat", bob.mount().resolve("peers/alice/stuck" + i).toString()));
    }
    Shell.Result read =
        Shell.run(PATIENCE, "cmp", healthy.toString(), carol.share().resolve("healthy").toString());
    assertThat(read.status()).as(read.output()).isZero();
    assertThat(read.took()).isLessThan(Duration.ofSeconds(5));
    for (CompletableFuture<Shell.Result> one : stuck) {
      Shell.Result result = one.join();
      assertThat(result.output()).contains("Input/output error");
      assertThat(result.took()).isLessThan(Duration.ofSeconds(30));
    }
    assertThat(Shell.run(PATIENCE, "ls", bob.mount().toString()).took())
        .isLessThan(Duration.ofSeconds(1));
  }

  @Test
  void aHostThatComesBackWithAnotherKeyIsNotBelieved() {
    NodeProcess alice = network.owner("alice");
    String address = alice.address();
    Network.randomFile(alice.share().resolve("film.bin"), MIB);
    alice.rescan();
    NodeProcess bob = network.reader("bob", alice);
    Path film = bob.mount().resolve("peers/alice/film.bin");
    Network.awaitFile(film);
    Shell.run(PATIENCE, "cat", film.toString()).ok();
    alice.signal("KILL");
    assertThat(alice.ended(Duration.ofSeconds(5))).isTrue();

    NodeProcess impostor = network.impostorAt("alice", address);
    Network.randomFile(impostor.share().resolve("forged.bin"), MIB);
    impostor.rescan();
    Poll.until(
        PATIENCE,
        () -> bob.log().contains("the one known since the first contact"),
        () -> "bob says nothing of it: " + bob.log());
    assertThat(bob.status().getJsonObject("index").getString("address")).isNotEqualTo(address);
    Shell.Result listed = Shell.run(PATIENCE, "ls", bob.mount().resolve("peers/alice").toString());
    assertThat(listed.output()).contains("film.bin").doesNotContain("forged.bin");
    Shell.Result cached = Shell.run(PATIENCE, "cat", film.toString());
    assertThat(cached.status()).isZero();
  }

  @Test
  void whileTheIndexIsSilentAFolderNeverSeenComesFromItsOwner() throws IOException {
    NodeProcess index = network.owner("index");
    NodeProcess alice = network.reader("alice", index);
    Files.createDirectories(alice.share().resolve("talks/2026"));
    Files.writeString(alice.share().resolve("talks/2026/notes.txt"), "hello");
    alice.rescan();
    NodeProcess bob = network.reader("bob", index);
    Path talks = bob.mount().resolve("peers/alice/talks");
    Poll.until(
        PATIENCE,
        () -> bob.ask("GET", "/v1/peers").toString().contains("\"files\":1"),
        () -> "alice's catalog never came");
    String silent = index.address();
    index.signal("STOP");
    Poll.until(
        PATIENCE,
        () -> !bob.status().getJsonObject("index").getString("address").equals(silent),
        () -> "the silent index is not noticed");
    Shell.Result listed = Shell.run(PATIENCE, "ls", talks.resolve("2026").toString());
    assertThat(listed.output()).isEqualTo("notes.txt\n");
    assertThat(listed.took()).isLessThan(Duration.ofSeconds(2));
    assertThat(Shell.run(PATIENCE, "cat", talks.resolve("2026/notes.txt").toString()).ok())
        .isEqualTo("hello");
  }

  @Test
  void aKilledNodeStartsAgainOnItsMountWithWhatItHadRead() throws IOException {
    NodeProcess alice = network.owner("alice");
    Network.randomFile(alice.share().resolve("film.bin"), 20 * MIB);
    alice.rescan();
    NodeProcess bob = network.reader("bob", alice);
    Path file = bob.mount().resolve("peers/alice/film.bin");
    Network.awaitFile(file);
    Shell.run(PATIENCE, "cat", file.toString());
    long read = bob.counter("chunksFetched");
    assertThat(read).isEqualTo(20L * MIB / (64 << 10));
    Poll.until(
        PATIENCE, () -> bob.counter("cacheBytes") >= 20L * MIB, () -> "cache is not committed");
    bob.signal("KILL");
    assertThat(bob.ended(Duration.ofSeconds(5))).isTrue();
    NodeProcess again = network.reader("bob", alice);
    Network.awaitFile(file);
    Shell.Result same =
        Shell.run(PATIENCE, "cmp", file.toString(), alice.share().resolve("film.bin").toString());
    assertThat(same.status()).as(same.output()).isZero();
    assertThat(again.counter("chunksFetched")).isZero();
  }

  @Test
  void sigtermWithAFileOpenUnmountsAndEndsWithinFiveSeconds() throws IOException {
    NodeProcess alice = network.owner("alice");
    Network.randomFile(alice.share().resolve("film.bin"), MIB);
    alice.rescan();
    NodeProcess bob = network.reader("bob", alice);
    Path file = bob.mount().resolve("peers/alice/film.bin");
    Network.awaitFile(file);
    CompletableFuture<Shell.Result> holder =
        Shell.begin(PATIENCE, "sh", "-c", "exec 3<'" + file + "'; sleep 8");
    Shell.Result opened = Shell.run(PATIENCE, "cat", file.toString());
    assertThat(opened.status()).isZero();
    bob.signal("TERM");
    assertThat(bob.ended(Duration.ofSeconds(5))).isTrue();
    assertThat(Files.readString(Path.of("/proc/self/mountinfo")))
        .doesNotContain(bob.mount().toString());
    holder.join();
  }

  /** Stopping alice's process stops the index as well, which is what a hung host does. */
  private static void stopDataOf(NodeProcess node) {
    node.signal("STOP");
  }
}
