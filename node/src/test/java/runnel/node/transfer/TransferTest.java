package runnel.node.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import runnel.indexd.store.StoreException;
import runnel.mount.tree.ReadResult;
import runnel.node.SeededBytes;
import runnel.node.cache.ByteRange;
import runnel.node.cache.Cache;
import runnel.node.cache.CacheOnDisk;
import runnel.node.cache.CachedContent;
import runnel.node.failure.NodeException;

class TransferTest {
  private static final int NODE = TransferLimits.NODE_BYTES;

  @TempDir private Path folder;
  private final byte[] bytes = SeededBytes.of(10 * NODE + 1234);
  private final FakeSource alice = new FakeSource("alice", bytes);
  private final FakeSource bob = new FakeSource("bob", bytes);
  private final AtomicLong now = new AtomicLong();
  private CacheOnDisk disk;
  private Transfer transfer;

  @BeforeEach
  void open() {
    disk = new CacheOnDisk(folder, CacheOnDisk.NO_LIMIT, 4 << 20); // A test fills it.
    transfer = new Transfer(disk.cache(), now::get);
  }

  @AfterEach
  void close() {
    disk.close();
  }

  @Test
  void aReadAcrossANodesEndReturnsBothParts() throws Exception {
    assertThat(read(NODE - 100, 300, alice)).isEqualTo(part(NODE - 100, 300));
    assertThat(alice.asked()).containsExactly(new NodeRun(0, 2));
  }

  @Test
  void theLastShortNodeIsReadToItsEndAndNotBeyond() throws Exception {
    assertThat(read(10 * NODE, 100_000, alice)).isEqualTo(part(10 * NODE, 1234));
    assertThat(read(bytes.length, 10, alice)).isEmpty();
  }

  @Test
  void whatIsCachedIsNotFetchedAgain() throws Exception {
    read(0, 10, alice);
    read(5, 1000, alice);
    assertThat(transfer.counters().chunksFetched()).isEqualTo(1);
    assertThat(alice.asked()).hasSize(1);
  }

  @Test
  void readersOfOneNodeShareOneFetch() throws Exception {
    CountDownLatch release = new CountDownLatch(1);
    alice.failing((node, right) -> {
      await(release);
      return right;
    });
    try (Reading one = transfer.open(alice.content(), List.of(alice));
        Reading other = transfer.open(alice.content(), List.of(alice))) {
      CompletableFuture<ReadResult> first = one.read(0, 10);
      CompletableFuture<ReadResult> second = other.read(20, 10);
      release.countDown();
      first.get(20, TimeUnit.SECONDS);
      second.get(20, TimeUnit.SECONDS);
    }
    assertThat(transfer.counters().chunksFetched()).isEqualTo(1);
  }

  @Test
  void wrongBytesAreNeverDeliveredAndTheNextSourceIsAsked() throws Exception {
    alice.failing((node, right) -> node == 1 ? flipped(right) : right);
    assertThat(read(0, 3 * NODE, alice, bob)).isEqualTo(part(0, 3 * NODE));
    assertThat(transfer.counters().chunksRefused()).isEqualTo(1);
    assertThat(bob.asked()).isNotEmpty();
  }

  @Test
  void wrongBytesWithNoOtherSourceAreAnError() {
    alice.failing((node, right) -> flipped(right));
    assertThat(failureOfRead(alice)).isEqualTo(NodeException.Kind.FAILED);
  }

  @Test
  void aProofOfOtherContentIsRefused() {
    FakeSource other = new FakeSource("liar", flipped(bytes));
    try (Reading reading = transfer.open(alice.content(), List.of(other))) {
      assertThat(kind(reading.read(0, 10))).isEqualTo(NodeException.Kind.FAILED);
    }
  }

  @Test
  void aSourceThatDiesInTheMiddleIsReplacedFromThere() throws Exception {
    alice.failing((node, right) -> {
      if (node >= 2) {
        throw new SourceFailure(SourceFailure.Kind.BROKEN, "reset");
      }
      return right;
    });
    assertThat(read(0, 5 * NODE, alice, bob)).isEqualTo(part(0, 5 * NODE));
    assertThat(bob.asked()).allMatch(run -> run.first() >= 2).isNotEmpty();
  }

  @Test
  void afterAnErrorInTheMiddleTheNextReadFetchesAnew() throws Exception {
    alice.failing((node, right) -> {
      throw new StackOverflowError("for a test");
    });
    assertThat(failureOfRead(alice)).isEqualTo(NodeException.Kind.FAILED);
    alice.failing((node, right) -> right);
    assertThat(read(0, 10, alice)).isEqualTo(part(0, 10));
  }

  @Test
  void contentThatNobodyHasAnyMoreIsStale() {
    alice.failing((node, right) -> {
      throw new SourceFailure(SourceFailure.Kind.NOT_THERE, "gone");
    });
    assertThat(failureOfRead(alice)).isEqualTo(NodeException.Kind.STALE);
  }

  @Test
  void afterASilenceTheNextReadFailsWithoutAsking() {
    alice.failing((node, right) -> {
      now.addAndGet(TransferLimits.QUIET.toNanos()); // It takes time to tell silence.
      throw new SourceFailure(SourceFailure.Kind.SILENT, "sent nothing");
    });
    assertThat(failureOfRead(alice)).isEqualTo(NodeException.Kind.UNAVAILABLE);
    assertThat(failureOfRead(alice)).isEqualTo(NodeException.Kind.UNAVAILABLE);
    assertThat(alice.asked()).hasSize(1);
    now.addAndGet(TransferLimits.PAUSE_AFTER_SILENCE.toNanos());
    alice.failing((node, right) -> right);
    try (Reading reading = transfer.open(alice.content(), List.of(alice))) {
      assertThat(reading.read(0, 10)).succeedsWithin(Duration.ofSeconds(20));
    }
  }

  @Test
  void aSequentialReaderFindsTheNextBytesFetchedAlready() throws Exception {
    try (Reading reading = transfer.open(alice.content(), List.of(alice))) {
      reading.read(0, 1000).get(20, TimeUnit.SECONDS);
      reading.read(1000, NODE).get(20, TimeUnit.SECONDS);
      long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
      while (transfer.counters().chunksFetched() < 5 && System.nanoTime() < end) {
        Thread.onSpinWait();
      }
    }
    assertThat(transfer.counters().chunksFetched()).isGreaterThanOrEqualTo(5);
  }

  @Test
  void whenTheDiskIsFullReadsGoOnFromMemory() throws Exception {
    read(0, 10, alice);
    fillStore();
    assertThat(read(NODE - 50, 3 * NODE, alice)).isEqualTo(part(NODE - 50, 3 * NODE));
  }

  private void fillStore() {
    byte[] ballast = new byte[100_000];
    try {
      for (int i = 0; ; i++) {
        byte[] key = ByteBuffer.allocate(8).putInt(0x7f000000).putInt(i).array();
        disk.store()
            .write(view -> {
              view.put(Cache.tables().getFirst(), key, ballast);
              return true;
            });
      }
    } catch (StoreException e) {
      assertThat(e.kind()).isEqualTo(StoreException.Kind.FULL);
    }
    disk.cache().flush();
  }

  /** As a database or an archive is read; a region is 1 MiB at least. */
  @Test
  @Timeout(30)
  void whoReadsMuchHereAndThereGetsTheRegionAroundAndFirstWhatIsWaitedFor() throws Exception {
    FakeSource large = new FakeSource("large", SeededBytes.of(32 * 16 * NODE));
    try (Reading reading = transfer.open(large.content(), List.of(large));
        CachedContent cached = disk.cache().open(large.content())) {
      for (int region = 0; region < 32; region += 2) {
        reading.read((long) region * 16 * NODE, 10).get(20, TimeUnit.SECONDS);
      }
      assertThat(transfer.counters().chunksFetched()).isEqualTo(16);
      reading.read((5 * 16 + 8) * (long) NODE, 10).get(20, TimeUnit.SECONDS);
      while (!cached.trusts(new ByteRange(5L * 16 * NODE, 16 * NODE))) {
        Thread.sleep(1);
      }
      assertThat(large.asked())
          .anySatisfy(run -> assertThat(run.first()).isEqualTo(5 * 16 + 8))
          .noneSatisfy(
              run -> assertThat(run.contains(5 * 16 + 8) && run.first() < 5 * 16 + 8).isTrue());
    }
  }

  private byte[] read(long offset, int length, FakeSource... sources) throws Exception {
    try (Reading reading = transfer.open(alice.content(), List.of(sources));
        CachedContent cached = disk.cache().open(alice.content())) {
      return switch (reading.read(offset, length).get(20, TimeUnit.SECONDS)) {
        case ReadResult.Bytes(ByteBuffer buffer) -> {
          byte[] copy = new byte[buffer.remaining()];
          buffer.get(copy);
          yield copy;
        }
        case ReadResult.Region region -> {
          ByteBuffer buffer =
              cached.read(new ByteRange(region.offset(), region.length())).orElseThrow();
          byte[] copy = new byte[buffer.remaining()];
          buffer.get(copy);
          yield copy;
        }
      };
    }
  }

  private NodeException.Kind failureOfRead(FakeSource source) {
    try (Reading reading = transfer.open(alice.content(), List.of(source))) {
      return kind(reading.read(0, 10));
    }
  }

  private static NodeException.Kind kind(CompletableFuture<ReadResult> read) {
    try {
      throw new AssertionError("read " + read.get(20, TimeUnit.SECONDS));
    } catch (ExecutionException e) {
      return ((NodeException) e.getCause()).kind();
    } catch (InterruptedException | java.util.concurrent.TimeoutException e) {
      throw new AssertionError(e);
    }
  }

  private byte[] part(int offset, int length) {
    return Arrays.copyOfRange(bytes, offset, offset + length);
  }

  private static byte[] flipped(byte[] right) {
    byte[] wrong = right.clone();
    wrong[wrong.length / 2] ^= 1;
    return wrong;
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
