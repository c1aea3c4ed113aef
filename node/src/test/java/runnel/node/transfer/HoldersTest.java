package runnel.node.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import runnel.indexd.content.ContentId;
import runnel.indexd.content.Hash;
import runnel.indexd.identity.PeerId;
import runnel.node.SeededBytes;
import runnel.node.cache.ByteRange;
import runnel.node.cache.CacheOnDisk;
import runnel.node.cache.CachedContent;
import runnel.node.limits.Throttle;

/** Others who read the same: what they have is taken from them, whatever they say. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HoldersTest {
  private static final int NODE = TransferLimits.NODE_BYTES;
  private static final int NODES = 96;
  private static final int READ_BYTES = 128 << 10;

  @TempDir private Path folder;
  private final byte[] bytes = SeededBytes.of(NODES * NODE - 77);
  private final FakeSource owner = new FakeSource("owner", bytes);
  private final AtomicInteger surprises = new AtomicInteger();
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
  void aCrowdSparesTheOwner() throws Exception {
    List<FakeHolder> crowd = crowd(10, source -> source);
    readAfterHearingOf(crowd, transfer(10, crowd));
    assertThat(nodesAskedOf(owner)).isLessThan(NODES / 2);
  }

  @Test
  void whatHoldersHaveIsReadWhenTheOwnerIsGone() throws Exception {
    List<FakeHolder> crowd = crowd(4, source -> source);
    crowd.forEach(holder -> holder.has.clear());
    crowd.get(0).has.set(0, NODES / 2);
    crowd.get(1).has.set(NODES / 2, NODES);
    Transfer transfer = transfer(2, crowd);
    try (Reading reading = transfer.open(owner.content(), List.of(owner))) {
      var _ = reading.read(0, NODE).get(20, TimeUnit.SECONDS);
      awaitAsked(crowd);
      owner.failing((node, right) -> {
        throw new SourceFailure(SourceFailure.Kind.BROKEN, "reset");
      });
      readAll(reading);
    }
  }

  @Test
  void holdersThatHaveNotWhatTheySayAreSoonAskedNoMore() throws Exception {
    List<FakeHolder> crowd =
        crowd(
            8,
            source ->
                source.failing((node, right) -> {
                  throw new SourceFailure(SourceFailure.Kind.NOT_THERE, "has not got it");
                }));
    readAfterHearingOf(crowd, transfer(8, crowd));
    assertThat(crowd)
        .allSatisfy(liar -> {
          // A few requests may be under way when the third answer comes.
          assertThat(liar.source.asked().size())
              .isLessThan(TransferLimits.HOLDER_MISSES_MAX + TransferLimits.REQUESTS_OF_SEVERAL);
        });
  }

  @Test
  void holdersThatSendWrongBytesAreNamedAndAvoided() throws Exception {
    List<FakeHolder> crowd =
        crowd(
            8,
            source ->
                source.failing((node, right) -> {
                  right[5] ^= 1;
                  return right;
                }));
    Transfer transfer = transfer(8, crowd);
    readAfterHearingOf(crowd, transfer);
    List<PeerHealth> bad =
        transfer.health().stream().filter(each -> !each.problem().isEmpty()).toList();
    assertThat(bad)
        .isNotEmpty()
        .allSatisfy(each -> {
          assertThat(each.peer()).isNotEqualTo(owner.peer());
          assertThat(each.problem()).contains("hash");
        });
  }

  @Test
  void holdersThatFallSilentHoldNobodyUpForLong() throws Exception {
    List<FakeHolder> crowd =
        crowd(
            4,
            source ->
                source.failing((node, right) -> {
                  await(end);
                  throw new SourceFailure(SourceFailure.Kind.SILENT, "fell silent");
                }));
    long longest = readAfterHearingOf(crowd, transfer(4, crowd));
    assertThat(Duration.ofNanos(longest)).isLessThan(Duration.ofSeconds(10));
  }

  @Test
  void anOwnerThatNamesThousandsMakesUsAskFew() throws Exception {
    List<FakeHolder> crowd = crowd(2_000, source -> source);
    crowd.forEach(holder -> holder.has.clear());
    readAfterHearingOf(crowd, transfer(1_000_000, crowd));
    assertThat(crowd.stream().filter(holder -> holder.asked.get() > 0).count())
        .isLessThanOrEqualTo(TransferLimits.HOLDERS_PER_CONTENT);
  }

  @Test
  void aSurpriseWhileAskingWhoReadsDoesNotEndTheAsking() throws Exception {
    List<FakeHolder> crowd = crowd(4, source -> source);
    surprises.set(1);
    readAfterHearingOf(crowd, transfer(4, crowd));
    assertThat(surprises.get()).isNegative();
  }

  private Transfer transfer(int readers, List<FakeHolder> crowd) {
    PeerId self = new PeerId(Hash.digest("self".getBytes(StandardCharsets.UTF_8)));
    Crowds crowds =
        new Crowds() {
          @Override
          public Optional<PeerId> self() {
            return Optional.of(self);
          }

          @Override
          public Crowd of(ContentId content, Source from) {
            if (surprises.getAndDecrement() > 0) {
              throw new IllegalStateException("a surprise");
            }
            return new Crowd(readers, List.copyOf(crowd));
          }
        };
    return new Transfer(
        disk.cache(),
        System::nanoTime,
        new Transfer.Others(SourceFinder.NOBODY, crowds),
        new Throttle(System::nanoTime));
  }

  private interface Change {
    FakeSource of(FakeSource source);
  }

  private List<FakeHolder> crowd(int count, Change change) {
    FakeSource first = new FakeSource("holder", bytes);
    return IntStream.range(0, count)
        .mapToObj(i -> new FakeHolder(change.of(count > 100 ? first : named(i)), i))
        .toList();
  }

  private FakeSource named(int i) {
    return new FakeSource("holder" + i, bytes);
  }

  /** Reads the first node, then, when the holders said what they have, all; the longest read. */
  private long readAfterHearingOf(List<FakeHolder> crowd, Transfer transfer) throws Exception {
    try (Reading reading = transfer.open(owner.content(), List.of(owner))) {
      var _ = reading.read(0, NODE).get(20, TimeUnit.SECONDS);
      awaitAsked(crowd);
      return readAll(reading);
    }
  }

  private long readAll(Reading reading) throws Exception {
    long longest = 0;
    for (long at = 0; at < bytes.length; at += READ_BYTES) {
      long begun = System.nanoTime();
      var _ = reading.read(at, READ_BYTES).get(40, TimeUnit.SECONDS);
      longest = Math.max(longest, System.nanoTime() - begun);
    }
    try (CachedContent cached = disk.cache().open(owner.content())) {
      assertThat(cached.read(new ByteRange(0, bytes.length)).orElseThrow().array())
          .isEqualTo(bytes);
    }
    return longest;
  }

  private static void awaitAsked(List<FakeHolder> crowd) throws InterruptedException {
    for (FakeHolder holder :
        crowd.subList(0, Math.min(crowd.size(), TransferLimits.HOLDERS_PER_CONTENT))) {
      assertThat(holder.told.await(20, TimeUnit.SECONDS)).isTrue();
    }
  }

  private static long nodesAskedOf(FakeSource source) {
    return source.asked().stream().mapToLong(run -> run.end() - run.first()).sum();
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** A holder in memory. */
  private static final class FakeHolder implements Holder {
    private final FakeSource source;
    private final PeerId peer;
    private final BitSet has = new BitSet();
    private final AtomicInteger asked = new AtomicInteger();
    private final CountDownLatch told = new CountDownLatch(2);

    FakeHolder(FakeSource source, int number) {
      this.source = source;
      this.peer = new PeerId(Hash.digest(("holder" + number).getBytes(StandardCharsets.UTF_8)));
      has.set(0, NODES);
    }

    @Override
    public PeerId peer() {
      return peer;
    }

    @Override
    public String name() {
      return source.name();
    }

    @Override
    public void fetch(ContentId content, NodeRun nodes, Sink sink) throws SourceFailure {
      source.fetch(content, nodes, sink);
    }

    @Override
    public BitSet nodes(ContentId content) {
      asked.incrementAndGet();
      told.countDown();
      return (BitSet) has.clone();
    }
  }
}
