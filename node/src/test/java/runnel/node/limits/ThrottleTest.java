package runnel.node.limits;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import runnel.indexd.content.Hash;
import runnel.indexd.identity.PeerId;

@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ThrottleTest {
  private static final int PIECE = 10_000;

  private final Throttle throttle = new Throttle(System::nanoTime);
  private final PeerId ann = peer(1);
  private final PeerId bob = peer(2);

  @Test
  void withoutALimitNobodyWaits() throws Exception {
    for (int i = 0; i < 1_000; i++) {
      throttle.await(ann, 1 << 30);
    }
    assertThat(throttle.piece(128 << 10)).isEqualTo(128 << 10);
  }

  @Test
  void theRateOfAllHoldsWhoeverAsks() throws Exception {
    throttle.limit(1_000_000, 0);
    long begun = System.nanoTime();
    for (int i = 0; i < 50; i++) {
      throttle.await(i % 2 == 0 ? ann : bob, PIECE);
    }
    // 500 kB less the burst of 250 kB, and the last piece, which may be owed.
    assertThat(System.nanoTime() - begun).isGreaterThan(TimeUnit.MILLISECONDS.toNanos(230));
  }

  @Test
  void aPeersOwnRateHoldsUpNobodyElse() throws Exception {
    throttle.limit(0, 100_000);
    while (isQuick(ann)) {} // Uses the burst up.
    long begun = System.nanoTime();
    throttle.await(bob, PIECE);
    assertThat(System.nanoTime() - begun).isLessThan(TimeUnit.MILLISECONDS.toNanos(80));
  }

  @Test
  void whoAsksMoreOftenGetsNoMore() throws Exception {
    throttle.limit(1_000_000, 0);
    AtomicLong ofAnn = new AtomicLong();
    AtomicLong ofBob = new AtomicLong();
    CountDownLatch enough = new CountDownLatch(100);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 9; i++) {
        var _ = threads.submit(() -> moveAll(ann, ofAnn, enough));
      }
      for (int i = 0; i < 2; i++) {
        var _ = threads.submit(() -> moveAll(bob, ofBob, enough));
      }
      enough.await();
      threads.shutdownNow();
    }
    assertThat(ofAnn.get()).isBetween(ofBob.get() * 3 / 4, ofBob.get() * 4 / 3);
  }

  @Test
  void whatAProgramWaitsForGoesBeforeDownloadsWhichGoOn() throws Exception {
    throttle.limit(1_000_000, 0);
    AtomicLong read = new AtomicLong();
    AtomicLong downloaded = new AtomicLong();
    CountDownLatch enough = new CountDownLatch(100);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 6; i++) {
        var _ = threads.submit(() -> moveAll(Rank.LAST, ann, downloaded, enough));
      }
      for (int i = 0; i < 2; i++) {
        var _ = threads.submit(() -> moveAll(Rank.FIRST, ann, read, enough));
      }
      enough.await();
      threads.shutdownNow();
    }
    assertThat(downloaded.get()).isPositive().isLessThan(read.get() / 3);
  }

  @Test
  void whoSendsIsFairToPeersWhateverTheySayOfTheirRequests() throws Exception {
    Throttle up = Throttle.fairToPeers(System::nanoTime);
    up.limit(1_000_000, 0);
    useUpWhatGoesFirst(up, bob);
    AtomicLong downloaded = new AtomicLong();
    AtomicLong read = new AtomicLong();
    CountDownLatch enough = new CountDownLatch(100);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 3; i++) {
        var _ = threads.submit(() -> moveAll(up, Rank.LAST, ann, downloaded, enough));
        var _ = threads.submit(() -> moveAll(up, Rank.FIRST, bob, read, enough));
      }
      enough.await();
      threads.shutdownNow();
    }
    assertThat(downloaded.get()).isBetween(read.get() * 3 / 5, read.get() * 5 / 3);
  }

  @Test
  void whoSendsLetsAPeersReadsGoBeforeItsOwnDownloads() throws Exception {
    Throttle up = Throttle.fairToPeers(System::nanoTime);
    up.limit(1_000_000, 0);
    useUpWhatGoesFirst(up, ann);
    AtomicLong downloaded = new AtomicLong();
    AtomicLong read = new AtomicLong();
    CountDownLatch enough = new CountDownLatch(100);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 6; i++) {
        var _ = threads.submit(() -> moveAll(up, Rank.LAST, ann, downloaded, enough));
      }
      for (int i = 0; i < 2; i++) {
        var _ = threads.submit(() -> moveAll(up, Rank.FIRST, ann, read, enough));
      }
      enough.await();
      threads.shutdownNow();
    }
    assertThat(downloaded.get()).isPositive().isLessThan(read.get() / 3);
  }

  @Test
  void theFirstBytesOfAReadGoBeforeThirtyDownloadsOfOthers() throws Exception {
    Throttle up = Throttle.fairToPeers(System::nanoTime);
    up.limit(1_000_000, 0);
    AtomicLong downloaded = new AtomicLong();
    CountDownLatch busy = new CountDownLatch(40);
    CountDownLatch enough = new CountDownLatch(1_000);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 30; i++) {
        PeerId each = peer(10 + i);
        var _ = threads.submit(() -> moveAll(up, Rank.LAST, each, downloaded, enough));
        var _ = threads.submit(() -> moveAll(up, Rank.LAST, each, new AtomicLong(), busy));
      }
      busy.await();
      long before = downloaded.get();
      for (int i = 0; i < 10; i++) {
        up.await(bob, PIECE, Rank.FIRST);
      }
      long meanwhile = downloaded.get() - before;
      threads.shutdownNow();
      // Eight pieces of his for each of all the others, where fair shares were one.
      assertThat(meanwhile).isLessThan(100L * PIECE);
    }
  }

  private static void useUpWhatGoesFirst(Throttle up, PeerId peer) throws InterruptedException {
    for (int moved = 0; moved < 1_000_000; moved += 100_000) {
      up.await(peer, 100_000, Rank.FIRST);
    }
  }

  @Test
  void aLimitThatIsLiftedLetsWaitersGo() throws Exception {
    throttle.limit(1, 0);
    CountDownLatch through = new CountDownLatch(1);
    Thread waiter =
        Thread.ofVirtual()
            .start(() -> {
              try {
                throttle.await(ann, PIECE);
                throttle.await(ann, PIECE);
                through.countDown();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    waiter.join(java.time.Duration.ofMillis(50));
    throttle.limit(0, 0);
    assertThat(through.await(5, TimeUnit.SECONDS)).isTrue();
  }

  private Void moveAll(PeerId peer, AtomicLong moved, CountDownLatch enough)
      throws InterruptedException {
    return moveAll(Rank.FIRST, peer, moved, enough);
  }

  private Void moveAll(Rank rank, PeerId peer, AtomicLong moved, CountDownLatch enough)
      throws InterruptedException {
    return moveAll(throttle, rank, peer, moved, enough);
  }

  private static Void moveAll(
      Throttle by, Rank rank, PeerId peer, AtomicLong moved, CountDownLatch enough)
      throws InterruptedException {
    while (enough.getCount() > 0) {
      by.await(peer, PIECE, rank);
      moved.addAndGet(PIECE);
      enough.countDown();
    }
    return null;
  }

  private boolean isQuick(PeerId peer) throws InterruptedException {
    long begun = System.nanoTime();
    throttle.await(peer, PIECE);
    return System.nanoTime() - begun < TimeUnit.MILLISECONDS.toNanos(40);
  }

  private static PeerId peer(int number) {
    return new PeerId(Hash.digest(new byte[] {(byte) number}));
  }
}
