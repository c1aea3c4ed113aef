package runnel.node.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import runnel.indexd.content.Hash;
import runnel.indexd.content.HashRange;
import runnel.node.SeededBytes;
import runnel.node.cache.CacheOnDisk;
import runnel.node.cache.Outcome;
import runnel.node.limits.Throttle;

/** Downloads and a program that reads share a limit of what is fetched, from one peer. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class DownloadLimitTest {
  private static final int NODE = TransferLimits.NODE_BYTES;
  private static final long BYTES_PER_SECOND = 2_000_000;

  @TempDir private Path folder;
  private final AtomicBoolean enough = new AtomicBoolean();
  private final AtomicLong downloaded = new AtomicLong();

  @Test
  void whoReadsGoesBeforeDownloadsAlsoUnderALimit() throws Exception {
    FakeSource large = new FakeSource("alice", SeededBytes.of(1, 64 * NODE));
    FakeSource read = new FakeSource("alice", SeededBytes.of(2, 16 * NODE));
    Throttle throttle = new Throttle(System::nanoTime);
    throttle.limit(BYTES_PER_SECOND, 0);
    try (CacheOnDisk disk = CacheOnDisk.in(folder);
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Transfer transfer =
          new Transfer(disk.cache(), System::nanoTime, SourceFinder.NOBODY, throttle);
      for (int i = 0; i < 6; i++) {
        var _ = threads.submit(() -> download(transfer, large));
      }
      while (downloaded.get() < 4L * NODE) {
        Thread.onSpinWait(); // Until all of the limit is used by them.
      }
      long before = downloaded.get();
      try (Reading reading = transfer.open(read.content(), List.of(read))) {
        for (long at = 0; at < read.bytes().length; at += 2 * NODE) {
          var _ = reading.read(at, 2 * NODE).get(20, TimeUnit.SECONDS);
        }
      }
      long meanwhile = downloaded.get() - before;
      enough.set(true);
      throttle.limit(0, 0);
      assertThat(meanwhile).isLessThan(read.bytes().length / 2);
    }
  }

  private void download(Transfer transfer, FakeSource from) {
    while (!enough.get()) {
      Counting counting = new Counting();
      try (Bringing bringing = transfer.download(from.content(), List.of(from), counting)) {
        while (!bringing.fetch(new NodeRun(0, 64), Duration.ofMillis(50)) && !enough.get()) {}
      }
    }
  }

  private final class Counting implements Keeper {
    @Override
    public boolean has(long node) {
      return false;
    }

    @Override
    public List<Hash> learn(HashRange range, List<Hash> proof) {
      return proof.subList(0, range.count());
    }

    @Override
    public Outcome keep(long node, Hash expected, byte[] part) {
      downloaded.addAndGet(part.length);
      return Outcome.KEPT;
    }

    @Override
    public void close() {
      // Nothing is held.
    }
  }
}
