package runnel.node.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import runnel.indexd.content.ContentId;
import runnel.indexd.identity.PeerId;
import runnel.mount.tree.ReadResult;
import runnel.node.SeededBytes;
import runnel.node.cache.CacheOnDisk;
import runnel.node.cache.CachedContent;
import runnel.node.limits.Throttle;

/** Many small contents in one request. */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SmallFilesTest {
  private static final int COUNT = 20;

  @TempDir private Path folder;
  private final List<FakeSource> files =
      IntStream.range(0, COUNT)
          .mapToObj(i -> new FakeSource("alice", SeededBytes.of(1_000 * (i + 1))))
          .toList();
  private final List<ContentId> contents = files.stream().map(FakeSource::content).toList();
  private final CountDownLatch asked = new CountDownLatch(1);
  private final CountDownLatch release = new CountDownLatch(1);
  private volatile Function<byte[], Optional<byte[]>> sent = Optional::of;
  private CacheOnDisk disk;
  private Transfer transfer;

  @BeforeEach
  void open() {
    disk = CacheOnDisk.in(folder);
    transfer = new Transfer(disk.cache(), System::nanoTime);
  }

  @AfterEach
  void close() {
    release.countDown();
    disk.close();
  }

  @Test
  void whoReadsThemWhileTheyComeWaitsForThemAndAsksForNone() throws Exception {
    List<CompletableFuture<ReadResult>> reads = readAllWhileTheyCome();
    release.countDown();
    CompletableFuture.allOf(reads.toArray(CompletableFuture[]::new)).get(20, TimeUnit.SECONDS);
    assertThat(files).allMatch(file -> file.asked().isEmpty());
    assertThat(transfer.counters().chunksFetched()).isEqualTo(COUNT);
    for (ContentId content : contents) {
      assertThat(disk.cache().cachedBytes(content)).isPositive();
    }
  }

  @Test
  void whatDoesNotComeIsFetchedAsUsualForWhoeverWaits() throws Exception {
    sent = bytes -> Optional.empty();
    List<CompletableFuture<ReadResult>> reads = readAllWhileTheyCome();
    release.countDown();
    CompletableFuture.allOf(reads.toArray(CompletableFuture[]::new)).get(20, TimeUnit.SECONDS);
    assertThat(files).allMatch(file -> file.asked().size() == 1);
  }

  @Test
  void whatIsWrongIsNotKept() throws Exception {
    sent =
        bytes -> {
          byte[] wrong = bytes.clone();
          wrong[0] ^= 1;
          return Optional.of(wrong);
        };
    transfer.fetchAhead(contents, new Batching());
    release.countDown();
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (transfer.counters().sourceFailures() == 0 && System.nanoTime() < end) {
      Thread.onSpinWait();
    }
    assertThat(transfer.counters().chunksRefused()).isEqualTo(1);
    assertThat(transfer.counters().chunksFetched()).isZero();
  }

  /** At the node's end the cache is closed before all that fetches ahead has ended. */
  @Test
  void whenTheCacheIsClosedMeanwhileNothingIsThrownAndNothingStaysHeld() {
    List<ContentId> held = new ArrayList<>();
    List<ContentId> released = new ArrayList<>();
    SourceCaller caller = new SourceCaller(() -> 0, new TransferCounters(), new Failures());
    Engine engine =
        new Engine(
            caller, SourceFinder.NOBODY, new TransferCounters(), new Throttle(() -> 0), () -> 0);
    SmallFiles small =
        new SmallFiles(
            engine,
            content -> {
              CachedContent cached = disk.cache().open(content);
              if (held.size() == COUNT / 2) {
                cached.close(); // As the cache's end does.
              }
              held.add(content);
              return new ContentFetch(content, cached, engine);
            },
            released::add);
    release.countDown();
    small.fetch(contents, new Batching());
    assertThat(held).hasSize(COUNT / 2 + 1);
    assertThat(released).containsExactlyInAnyOrderElementsOf(held);
  }

  private List<CompletableFuture<ReadResult>> readAllWhileTheyCome() throws Exception {
    transfer.fetchAhead(contents, new Batching());
    assertThat(asked.await(20, TimeUnit.SECONDS)).isTrue();
    return files.stream().map(this::read).toList();
  }

  private CompletableFuture<ReadResult> read(FakeSource file) {
    Reading reading = transfer.open(file.content(), List.of(file));
    return reading.read(0, 100).whenComplete((result, failure) -> reading.close());
  }

  /** Sends them all when it is let. */
  private final class Batching implements Source {
    private final Map<ContentId, byte[]> bytes =
        files.stream().collect(Collectors.toMap(FakeSource::content, FakeSource::bytes));

    @Override
    public PeerId peer() {
      return files.getFirst().peer();
    }

    @Override
    public String name() {
      return "alice";
    }

    @Override
    public void fetch(ContentId content, NodeRun nodes, Sink sink) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void fetchSmall(List<ContentId> wanted, SmallSink sink) throws SourceFailure {
      asked.countDown();
      try {
        release.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      for (ContentId content : wanted) {
        byte[] right = bytes.get(content);
        sink.take(content, sent.apply(Arrays.copyOf(right, right.length)));
      }
    }
  }
}
