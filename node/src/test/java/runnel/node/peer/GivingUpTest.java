package runnel.node.peer;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import runnel.indexd.catalog.VersionTag;
import runnel.indexd.content.ContentId;
import runnel.indexd.identity.Identity;
import runnel.indexd.tls.HttpTimeouts;
import runnel.indexd.tls.PeerHttp;
import runnel.mount.tree.ReadResult;
import runnel.node.SeededBytes;
import runnel.node.cache.CacheOnDisk;
import runnel.node.transfer.Failure;
import runnel.node.transfer.FileVersion;
import runnel.node.transfer.PeerHealth;
import runnel.node.transfer.Reading;
import runnel.node.transfer.SmallSink;
import runnel.node.transfer.Source;
import runnel.node.transfer.Transfer;

/** What nobody wants any more ends at once, also at a peer that sends a byte now and then. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class GivingUpTest {
  private static final int NODE = 64 << 10;

  /** Requests to one peer at once. */
  private static final int TURNS = 8;

  /** Generous to a machine that is busy; what is not given up lasts for 40 s and more. */
  private static final Duration AT_ONCE = Duration.ofSeconds(5);

  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final HttpTimeouts TIMEOUTS =
      new HttpTimeouts(PATIENCE, PATIENCE, Duration.ofSeconds(30));

  @TempDir private Path folder;
  private final List<Reading> open = new ArrayList<>();
  private TricklingPeer alice;
  private PeerClients clients;
  private Source source;
  private CacheOnDisk disk;
  private Transfer transfer;

  @BeforeEach
  void open() throws Exception {
    alice = new TricklingPeer();
    Identity me = Identity.create();
    clients = new PeerClients(peer -> PeerHttp.client(me, Optional.of(peer), TIMEOUTS), PATIENCE);
    HostilePeer peer = alice.peer;
    source =
        new HttpSource(peer.identity.id(), "alice", () -> Optional.of(peer.address()), clients);
    disk = CacheOnDisk.in(folder);
    transfer = new Transfer(disk.cache(), System::nanoTime);
  }

  @AfterEach
  void close() throws Exception {
    open.forEach(Reading::close);
    clients.close();
    alice.close();
    disk.close();
  }

  @Test
  void theLastCloseDropsTheConnectionsAndFreesTheTurns() throws Exception {
    List<CompletableFuture<ReadResult>> reads = new ArrayList<>();
    for (int i = 0; i < TURNS + 2; i++) {
      Reading reading = open(alice.trickle(SeededBytes.of(i, 3 * NODE), NODE));
      reads.add(reading.read(0, 3 * NODE));
    }
    awaitBegun(TURNS);

    open.forEach(Reading::close);
    awaitDrop(TURNS);
    reads.forEach(read -> assertThat(read).failsWithin(AT_ONCE));
    Reading other = open(alice.share(SeededBytes.of(99, NODE)));
    assertThat(other.read(0, 10)).succeedsWithin(AT_ONCE);
    assertThat(alice.peer.connections).as("what had no turn is not asked for").hasValue(TURNS + 1);
    assertThat(transfer.failures()).isEmpty();
    assertThat(transfer.health()).extracting(PeerHealth::problem).containsExactly("");
  }

  @Test
  void whatSomebodyElseReadsGoesOn() throws Exception {
    ContentId content = alice.trickle(SeededBytes.of(1, 3 * NODE), NODE);
    Reading first = open(content);
    Reading second = open(content);
    CompletableFuture<ReadResult> read = second.read(0, 3 * NODE);
    awaitBegun(1);
    first.close();
    assertThat(alice.trickled.tryAcquire(20, PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    assertThat(alice.dropped.availablePermits()).isZero();
    second.close();
    awaitDrop(1);
    assertThat(read).failsWithin(AT_ONCE);
  }

  @Test
  void whatCameBeforeTheCloseIsKept() throws Exception {
    ContentId content = alice.trickle(SeededBytes.of(1, 3 * NODE), NODE);
    Reading reading = open(content);
    CompletableFuture<ReadResult> rest = reading.read(0, 3 * NODE);
    assertThat(reading.read(0, 10)).succeedsWithin(PATIENCE);
    reading.close();
    awaitDrop(1);
    assertThat(rest).failsWithin(AT_ONCE);
    assertThat(open(content).read(100, 10)).succeedsWithin(AT_ONCE);
    assertThat(alice.peer.connections).hasValue(1);
  }

  /** A thousand files opened and closed must not make it seem that the peer is away. */
  @Test
  void aHeadThatIsGivenUpIsNoFailureOfTheAddress() throws Exception {
    ContentId content = SeededBytes.id(SeededBytes.of(1, NODE));
    alice.trickle(content.text(), "HTTP/1.1 206 x\r\nX: ");
    List<Reading> all = IntStream.range(0, TURNS).mapToObj(i -> open(content)).toList();
    CompletableFuture<ReadResult> read = all.getFirst().read(0, 10);
    awaitBegun(1);
    all.forEach(Reading::close);
    awaitDrop(1);
    assertThat(read).failsWithin(AT_ONCE);
    assertThat(clients.failedWithin(alice.peer.address(), PATIENCE)).isFalse();
    assertThat(transfer.failures()).isEmpty();
  }

  @Test
  void aFileThatIsNotHashedIsGivenUpLikewise() throws Exception {
    VersionTag tag = VersionTag.of(new byte[VersionTag.BYTES]);
    alice.trickle(tag.toString(), "HTTP/1.1 206 x\r\nContent-Length: 1000\r\n\r\n");
    var reading = transfer.open(new FileVersion("a/b", tag, 1000), source);
    CompletableFuture<ReadResult> read = reading.read(0, 1000);
    awaitBegun(1);
    reading.close();
    awaitDrop(1);
    assertThat(read).failsWithin(AT_ONCE);
    assertThat(alice.peer.connections).as("not tried again").hasValue(1);
    assertThat(transfer.failures()).isEmpty();
  }

  @Test
  void manySmallFilesOfADownloadAreGivenUpLikewise() throws Exception {
    alice.trickle(PeerPaths.SMALL, "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n");
    List<ContentId> contents =
        IntStream.range(0, 3).mapToObj(i -> SeededBytes.id(SeededBytes.of(i, 100))).toList();
    CompletableFuture<Runnable> abort = new CompletableFuture<>();
    CompletableFuture<Void> fetched =
        CompletableFuture.runAsync(
            () -> transfer.fetchSmall(contents, source, new Giving(abort)),
            Thread::startVirtualThread);
    awaitBegun(1);
    abort.join().run();
    assertThat(fetched).succeedsWithin(AT_ONCE);
    awaitDrop(1);
    assertThat(transfer.failures()).isEmpty();
  }

  /** Else who refuses holds a turn for as long as it likes. */
  @ParameterizedTest
  @ValueSource(ints = {500, 1_000_000})
  void aRefusalThatTricklesIsNotReadToItsEnd(int length) throws Exception {
    ContentId content = SeededBytes.id(SeededBytes.of(1, NODE));
    alice.trickle(content.text(), "HTTP/1.1 404 x\r\nContent-Length: %d\r\n\r\n".formatted(length));
    CompletableFuture<ReadResult> read = open(content).read(0, 10);
    awaitDrop(1);
    assertThat(read).failsWithin(AT_ONCE);
    assertThat(transfer.failures())
        .extracting(Failure::what)
        .singleElement()
        .asString()
        .contains("does not share");
  }

  @Test
  void aRefusalOfAFileThatIsNotHashedIsNotReadToItsEndEither() throws Exception {
    VersionTag tag = VersionTag.of(new byte[VersionTag.BYTES]);
    alice.trickle(tag.toString(), "HTTP/1.1 404 x\r\nContent-Length: 1000000\r\n\r\n");
    try (var reading = transfer.open(new FileVersion("a/b", tag, 1000), source)) {
      CompletableFuture<ReadResult> read = reading.read(0, 1000);
      awaitDrop(1);
      assertThat(read).failsWithin(AT_ONCE);
    }
  }

  @Test
  void afterAShortRefusalTheConnectionIsUsedAgain() throws Exception {
    ContentId content = SeededBytes.id(SeededBytes.of(1, NODE));
    alice.answer(content.text(), "HTTP/1.1 404 x\r\nContent-Length: 5\r\n\r\nnone\n");
    VersionTag tag = VersionTag.of(new byte[VersionTag.BYTES]);
    alice.answer(tag.toString(), "HTTP/1.1 404 x\r\nContent-Length: 5\r\n\r\nnone\n");
    assertThat(open(content).read(0, 10)).failsWithin(PATIENCE);
    try (var reading = transfer.open(new FileVersion("a/b", tag, 1000), source)) {
      assertThat(reading.read(0, 1000)).failsWithin(PATIENCE);
    }
    assertThat(open(alice.share(SeededBytes.of(2, 10))).read(0, 10)).succeedsWithin(PATIENCE);
    assertThat(open(alice.share(SeededBytes.of(3, 10))).read(0, 10)).succeedsWithin(PATIENCE);
    assertThat(alice.peer.connections).hasValue(1);
  }

  private Reading open(ContentId content) {
    Reading reading = transfer.open(content, List.of(source));
    open.add(reading);
    return reading;
  }

  private void awaitBegun(int count) throws InterruptedException {
    assertThat(alice.begun.tryAcquire(count, PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
  }

  private void awaitDrop(int count) throws InterruptedException {
    assertThat(alice.dropped.tryAcquire(count, AT_ONCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
  }

  /** Takes nothing, and tells how to give up. */
  private record Giving(CompletableFuture<Runnable> abort) implements SmallSink {
    @Override
    public void begun(Runnable how) {
      abort.complete(how);
    }

    @Override
    public void take(ContentId content, Optional<byte[]> bytes) {}
  }
}
