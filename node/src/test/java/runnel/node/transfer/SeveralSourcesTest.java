package runnel.node.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import runnel.node.SeededBytes;
import runnel.node.cache.ByteRange;
import runnel.node.cache.CacheOnDisk;
import runnel.node.cache.CachedContent;
import runnel.node.failure.NodeException;
import runnel.node.limits.Throttle;

/** Several peers have the same content: they share the work and stand in for each other. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SeveralSourcesTest {
  private static final int NODE = TransferLimits.NODE_BYTES;
  private static final int NODES = 96;
  private static final int READ_BYTES = 128 << 10;

  @TempDir private Path folder;
  private final byte[] bytes = SeededBytes.of(NODES * NODE - 77);
  private final FakeSource alice = new FakeSource("alice", bytes);
  private final FakeSource bob = new FakeSource("bob", bytes);
  private final CountDownLatch end = new CountDownLatch(1);
  private CacheOnDisk disk;

  @BeforeEach
  void open() {
    disk = CacheOnDisk.in(folder);
  }

  @AfterEach
  void close() {
    end.countDown();
    disk.close();
  }

  @Test
  void twoSourcesOfLimitedRateGiveAlmostTwiceTheRateOfOne() throws Exception {
    Duration perNode = Duration.ofMillis(25); // Far more than a busy machine adds to it.
    long one = nanosToRead(transfer(SourceFinder.NOBODY), alice.failing(limited(perNode)));
    disk.cache().clear();
    bob.failing(limited(perNode));
    long two = nanosToRead(transfer(content -> List.of(bob)), alice);
    assertThat((double) one / two).as("one source %d, two %d ns", one, two).isGreaterThan(1.8);
  }

  @Test
  void aFastSourceTakesOverFromASlowOne() throws Exception {
    alice.failing(limited(Duration.ofMillis(200)));
    long nanos = nanosToRead(transfer(content -> List.of(bob)), alice);
    // Alone she would take 19 s.
    assertThat(Duration.ofNanos(nanos)).isLessThan(Duration.ofSeconds(4));
  }

  @Test
  void aSourceThatBreaksIsReplacedWithinTwoSeconds() throws Exception {
    alice.failing((node, right) -> {
      if (node >= 20) {
        throw new SourceFailure(SourceFailure.Kind.BROKEN, "reset");
      }
      return right;
    });
    assertThat(longestRead(transfer(content -> List.of(bob)))).isLessThan(Duration.ofSeconds(2));
  }

  @Test
  void aSourceThatFallsSilentIsReplacedWithinTenSeconds() throws Exception {
    alice.failing(silentFrom(20));
    assertThat(longestRead(transfer(content -> List.of(bob)))).isLessThan(Duration.ofSeconds(10));
  }

  @Test
  void whoElseHasASmallContentIsAskedWhenItsOwnerFails() throws Exception {
    byte[] few = SeededBytes.of(3 * NODE);
    FakeSource owner = new FakeSource("alice", few);
    FakeSource other = new FakeSource("bob", few);
    AtomicInteger found = new AtomicInteger();
    Transfer transfer =
        transfer(content -> {
          found.incrementAndGet();
          return List.of(other);
        });
    try (Reading reading = transfer.open(owner.content(), List.of(owner))) {
      reading.read(0, NODE).get(20, TimeUnit.SECONDS);
      assertThat(found).hasValue(0);
      owner.failing((node, right) -> {
        throw new SourceFailure(SourceFailure.Kind.NOT_THERE, "gone");
      });
      reading.read(NODE, NODE).get(20, TimeUnit.SECONDS);
      assertThat(found).hasValue(1);
    }
  }

  @Test
  void whereAllSourcesFailTheReaderLearnsWhatLeavesMostHope() {
    alice.failing((node, right) -> {
      throw new SourceFailure(SourceFailure.Kind.BROKEN, "reset");
    });
    bob.failing((node, right) -> {
      throw new SourceFailure(SourceFailure.Kind.NOT_THERE, "gone");
    });
    Transfer transfer = transfer(content -> List.of(bob));
    try (Reading reading = transfer.open(alice.content(), List.of(alice))) {
      assertThat(reading.read(0, NODE))
          .failsWithin(Duration.ofSeconds(20))
          .withThrowableOfType(ExecutionException.class)
          .havingCause()
          .isInstanceOf(NodeException.class)
          .withMessageContaining("reset");
    }
    assertThat(transfer.failures()).extracting(Failure::name).contains("alice", "bob");
    assertThat(transfer.health())
        .filteredOn(health -> health.name().equals("alice"))
        .allMatch(health -> health.problem().equals("reset"));
  }

  @Test
  void aRunPastTheCacheGoesOnAtTheNextSource() {
    alice.failing((node, right) -> {
      if (node >= 2) {
        throw new SourceFailure(SourceFailure.Kind.BROKEN, "reset");
      }
      return right;
    });
    Collecting taken = new Collecting(alice.content());
    Transfer transfer = transfer(SourceFinder.NOBODY);
    try (Bringing bringing = transfer.download(alice.content(), List.of(alice, bob), taken)) {
      assertThat(bringing.fetch(new NodeRun(0, 5), Duration.ofSeconds(20))).isTrue();
    }
    assertThat(taken.nodes().keySet()).containsExactlyInAnyOrder(0L, 1L, 2L, 3L, 4L);
    assertThat(transfer.counters().chunksFetched()).isEqualTo(5);
  }

  private FakeSource.Fault silentFrom(int first) {
    return (node, right) -> {
      if (node >= first) {
        try {
          end.await();
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
      }
      return right;
    };
  }

  /** One node after the other in that time, however many ask. */
  private static FakeSource.Fault limited(Duration perNode) {
    Object turn = new Object();
    long[] free = {System.nanoTime()};
    return (node, right) -> {
      long mine;
      synchronized (turn) {
        free[0] = Math.max(free[0], System.nanoTime()) + perNode.toNanos();
        mine = free[0];
      }
      for (long left = mine - System.nanoTime(); left > 0; left = mine - System.nanoTime()) {
        LockSupport.parkNanos(left);
      }
      return right;
    };
  }

  private Transfer transfer(SourceFinder finder) {
    return new Transfer(disk.cache(), System::nanoTime, finder, new Throttle(System::nanoTime));
  }

  private long nanosToRead(Transfer transfer, FakeSource owner) throws Exception {
    long begun = System.nanoTime();
    try (Reading reading = transfer.open(owner.content(), List.of(owner))) {
      var _ = readAll(reading);
    }
    return System.nanoTime() - begun;
  }

  private Duration longestRead(Transfer transfer) throws Exception {
    List<Duration> reads;
    try (Reading reading = transfer.open(alice.content(), List.of(alice))) {
      reads = readAll(reading);
    }
    assertThat(reads).hasSize((bytes.length + READ_BYTES - 1) / READ_BYTES);
    return reads.stream().max(Duration::compareTo).orElseThrow();
  }

  /** Reads from the begin to the end, compares, and returns how long each read took. */
  private List<Duration> readAll(Reading reading) throws Exception {
    List<Duration> reads = new ArrayList<>();
    try (CachedContent cached = disk.cache().open(alice.content())) {
      for (int at = 0; at < bytes.length; at += READ_BYTES) {
        int length = Math.min(READ_BYTES, bytes.length - at);
        long begun = System.nanoTime();
        var _ = reading.read(at, length).get(40, TimeUnit.SECONDS);
        reads.add(Duration.ofNanos(System.nanoTime() - begun));
        byte[] found = new byte[length];
        cached.read(new ByteRange(at, length)).orElseThrow().get(found);
        assertThat(found).isEqualTo(java.util.Arrays.copyOfRange(bytes, at, at + length));
      }
    }
    return reads;
  }
}
