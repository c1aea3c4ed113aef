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
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Networks that lose, slow down or change what is sent, and a disk without room, while bob reads
 * what alice and carol share. What is said of each is the longest pause, or how long it took.
 */
@Tag("soak")
@Tag("lan")
@Tag("faults")
class FaultSoakTest {
  private static final Duration PATIENCE = Network.PATIENCE;
  private static final Duration MINUTES = Duration.ofMinutes(5);
  private static final int MIB = 1 << 20;
  private static final int READERS = 100;
  private static final int CONNECTIONS_KEPT = 32;

  @TempDir private Path folder;
  private Lan lan;
  private LanHost carols;
  private LanHost alices;
  private LanHost bobs;
  private NodeProcess carol;
  private NodeProcess alice;
  private NodeProcess bob;

  /** Carol comes first, so that the index is hers. */
  @BeforeEach
  void begin() {
    lan = new Lan(folder);
    carols = lan.host();
    alices = lan.host();
    bobs = lan.host();
    carol = carols.node("carol");
    alice = alices.node("alice");
  }

  @AfterEach
  void end() {
    lan.close();
  }

  @Test
  void aSourceWhosePacketsAreDroppedIsReplacedAndWithoutAnotherThereIsAnError() throws IOException {
    beginReader();
    byte[] right = share(alice, "film.bin", 64 * MIB);
    Files.copy(alice.share().resolve("film.bin"), carol.share().resolve("copy.bin"));
    carol.rescan();
    awaitFile(seen("carol/copy.bin"));
    try (WatchedRead read = read("alice/film.bin", right)) {
      read.take(4 * MIB);
      alices.fallSilent();
      WatchedRead.End end = read.rest();
      print("packets of one source dropped, another source", end.longestPause());
      assertThat(end.isWhole(right)).as(end.toString()).isTrue();
      assertThat(end.longestPause()).isLessThan(Budgets.noisy(Budgets.OTHER_AFTER_SILENCE));
    }
    Aftermath.assertTold(bob, "/alice/film.bin", "alice", "nothing");
    bob.ask("POST", "/v1/cache/clear");
    try (WatchedRead read = read("carol/copy.bin", right)) {
      read.take(4 * MIB);
      carols.fallSilent();
      WatchedRead.End end = read.rest();
      print("packets of all sources dropped", end.longestPause());
      assertThat(end.said()).contains("Input/output error");
      assertThat(end.longestPause()).isLessThan(Budgets.noisy(Budgets.ERROR_AFTER_SILENCE));
    }
    assertRootAtOnce();
    Aftermath.assertTold(bob, "/carol/copy.bin", "carol", "nothing");
    carols.allowAll();
    alices.allowAll();
    awaitWhole("carol/copy.bin", right);
    Aftermath.assertCalm(bob);
  }

  @Test
  void whereEveryTwentiethPacketIsLostReadsAreWholeAndWithoutError() throws IOException {
    beginReader();
    byte[] right = share(alice, "film.bin", 64 * MIB);
    alices.loseEveryTwentieth();
    try (WatchedRead read = read("alice/film.bin", right)) {
      WatchedRead.End end = read.rest();
      print("5 % of the packets lost, 64 MiB whole, longest pause", end.longestPause());
      assertThat(end.isWhole(right)).as(end.toString()).isTrue();
    }
    Aftermath.assertCalm(alice, bob, carol);
  }

  @Test
  void slowIsNotDead() throws IOException {
    beginReader();
    byte[] right = share(alice, "film.bin", 6 * MIB);
    alices
        .run(
            "tc",
            "qdisc",
            "add",
            "dev",
            LanHost.CARD,
            "root",
            "tbf",
            "rate",
            "1mbit",
            "burst",
            "32kbit",
            "latency",
            "400ms")
        .ok();
    try (WatchedRead read = read("alice/film.bin", right)) {
      read.take(1);
      long began = System.nanoTime();
      WatchedRead.End end = read.rest();
      print("1 Mbit/s, 6 MiB whole", Duration.ofNanos(System.nanoTime() - began));
      print("1 Mbit/s, longest pause", end.longestPause());
      assertThat(end.isWhole(right)).as(end.toString()).isTrue();
    }
    Aftermath.assertCalm(alice, bob, carol);
  }

  @Test
  void aWireThatFlipsBitsBreaksConnectionsAndNothingElse() throws IOException {
    long seed = Long.getLong("runnel.soak.seed", System.nanoTime());
    System.out.println("flipping wire: seed " + seed);
    LanProcess wire = bobs.flipWhatComesFrom(alices, 8 * MIB, seed);
    beginReader();
    byte[] right = share(alice, "film.bin", 64 * MIB);
    awaitWhole("alice/film.bin", right);
    long flipped = wire.output().lines().filter("flipped"::equals).count();
    System.out.println("fault: bits flipped on the wire: " + flipped);
    assertThat(flipped).isPositive();
    assertThat(bob.counter("chunksRefused")).as("TLS has found them all").isZero();
    Aftermath.assertTold(bob, "/alice/film.bin", "alice", "connection failed");
    Aftermath.assertCalm(alice, bob, carol);
  }

  @Test
  void onADiskWithoutRoomReadsGoOnUncachedAndOnceThereIsRoomTheyAreCachedAgain()
      throws IOException {
    Path cache = bobs.home("bob").resolve("state/cache");
    Files.createDirectories(cache);
    bobs.run("mount", "-t", "tmpfs", "-o", "size=8m,mode=700", "cache", cache.toString()).ok();
    beginReader();
    byte[] right = share(alice, "film.bin", 48 * MIB);
    byte[] other = share(alice, "other.bin", 40 * MIB);
    try (WatchedRead read = read("alice/film.bin", right)) {
      WatchedRead.End end = read.rest();
      print("cache disk full, longest pause", end.longestPause());
      assertThat(end.isWhole(right)).as(end.toString()).isTrue();
    }
    long fetched = bob.counter("bytesFetched");
    System.out.println("fault: cache disk full: fetched %d MiB for 48".formatted(fetched / MIB));
    assertThat(bob.log()).contains("The cache's disk takes nothing", "No space left on device");
    assertThat(bob.ask("GET", "/v1/cache").getInt("notKeptChunks")).isPositive();
    bobs.run("mount", "-o", "remount,size=256m", cache.toString()).ok();
    try (WatchedRead read = read("alice/other.bin", other)) {
      WatchedRead.End end = read.rest();
      assertThat(end.isWhole(other)).as(end.toString()).isTrue();
    }
    Poll.until(
        PATIENCE,
        () -> bob.counter("cacheBytes") >= 40 * MIB,
        () -> "nothing is cached again: " + bob.ask("GET", "/v1/cache"));
    Aftermath.assertCalm(alice, bob, carol);
  }

  @Test
  void aHundredReadersOfASilentPeerHoldNobodyUpAndLeaveNothingBehind() throws IOException {
    beginReader();
    byte[] right = share(carol, "healthy.bin", 8 * MIB);
    List<String> files = new ArrayList<>();
    for (int i = 0; i < READERS; i++) {
      files.add("stuck" + i);
      Network.randomFile(alice.share().resolve("stuck" + i), MIB + i);
    }
    alice.rescan();
    awaitFile(seen("alice/stuck" + (READERS - 1)));
    files.forEach(file -> bobs.run("stat", seen("alice/" + file).toString()).ok());
    Footprint before = Footprint.of(bob);
    alices.fallSilent();
    List<CompletableFuture<Shell.Result>> stuck =
        files.stream().map(file -> bobs.begin(MINUTES, "cat", seen("alice/" + file))).toList();
    try (WatchedRead read = read("carol/healthy.bin", right)) {
      WatchedRead.End end = read.rest();
      print("100 readers of a silent peer, another's file", end.longestPause());
      assertThat(end.isWhole(right)).as(end.toString()).isTrue();
      assertThat(end.longestPause()).isLessThan(Budgets.noisy(Budgets.OTHER_AFTER_BREAK));
    }
    assertRootAtOnce();
    Duration slowest = Duration.ZERO;
    for (CompletableFuture<Shell.Result> one : stuck) {
      Shell.Result result = one.join();
      assertThat(result.output()).contains("Input/output error");
      slowest = result.took().compareTo(slowest) > 0 ? result.took() : slowest;
    }
    print("100 readers of a silent peer, the last of them", slowest);
    assertThat(slowest).isLessThan(Budgets.noisy(Budgets.ERROR_AFTER_SILENCE));
    assertFootprint(before);
    Aftermath.assertTold(bob, "/alice/stuck7", "alice", "nothing");
    alices.allowAll();
    awaitWhole("alice/stuck7", Files.readAllBytes(alice.share().resolve("stuck7")));
    Aftermath.assertCalm(bob);
  }

  /**
   * libfuse keeps up to ten threads that wait for work. Connections are kept for the next request:
   * those to the index, who was asked for each file who else has it, and those to carol.
   */
  private void assertFootprint(Footprint before) {
    Poll.until(
        PATIENCE,
        () -> {
          Footprint now = Footprint.of(bob);
          return now.threads() <= before.threads() + 12
              && now.descriptors() <= before.descriptors() + CONNECTIONS_KEPT
              && now.liveBytes() <= before.liveBytes() + 8 * MIB;
        },
        () -> "before %s, now %s".formatted(before, Footprint.of(bob)));
    System.out.println(
        "fault: 100 readers: before %s, now %s".formatted(before, Footprint.of(bob)));
  }

  private void beginReader() {
    bob = bobs.mountingNode("bob");
    Seen.awaitAll(alice, bob, carol);
  }

  private byte[] share(NodeProcess owner, String name, int length) throws IOException {
    Path file = owner.share().resolve(name);
    Network.randomFile(file, length);
    owner.rescan();
    awaitFile(seen(owner.name() + "/" + name));
    return Files.readAllBytes(file);
  }

  private Path seen(String path) {
    return bob.mount().resolve("peers").resolve(path);
  }

  private void awaitFile(Path file) {
    Poll.until(
        PATIENCE,
        () -> bobs.run("stat", file.toString()).status() == 0,
        () -> file + " never appeared");
  }

  private WatchedRead read(String path, byte[] right) {
    return WatchedRead.of(bobs::inside, seen(path), right);
  }

  private void awaitWhole(String path, byte[] right) {
    Poll.until(
        MINUTES,
        () -> {
          try (WatchedRead read = read(path, right)) {
            return read.rest().isWhole(right);
          }
        },
        () -> "never whole: " + bob.ask("GET", "/v1/why"));
  }

  private void assertRootAtOnce() {
    for (String command : List.of("ls", "stat", "df")) {
      Shell.Result result = bobs.run(command, bob.mount().toString());
      assertThat(result.took()).as(command).isLessThan(Budgets.noisy(Budgets.AT_ONCE));
      result.ok();
    }
  }

  private static void print(String what, Duration took) {
    System.out.println("fault: %s: %d ms".formatted(what, took.toMillis()));
  }
}
