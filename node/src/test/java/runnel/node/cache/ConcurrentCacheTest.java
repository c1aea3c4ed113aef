package runnel.node.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Many who open, fetch, read and close the same few contents, in a cache too small for them. */
class ConcurrentCacheTest {
  private static final int THREADS = 16;
  private static final int ROUNDS = 60;

  private final List<Sample> samples =
      IntStream.range(0, 6).mapToObj(seed -> Sample.of(6 * Sample.UNIT_BYTES + 9, seed)).toList();

  @Test
  @Timeout(60)
  void whoeverFetchesReadsTheRightBytes(@TempDir Path folder) throws Exception {
    long limit = 12L * Sample.UNIT_BYTES;
    try (CacheOnDisk disk = new CacheOnDisk(folder, limit, 64 << 20);
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> all = new ArrayList<>();
      for (int seed = 0; seed < THREADS; seed++) {
        Random random = new Random(seed);
        all.add(threads.submit(() -> fetchAndRead(disk.cache(), random)));
      }
      for (Future<?> each : all) {
        each.get(60, TimeUnit.SECONDS);
      }
      disk.cache().flush();
      assertThat(disk.cache().usage().bytes()).isLessThanOrEqualTo(limit);
      assertThat(disk.cache().statistics().evictedContents()).isPositive();
      assertThat(disk.cache().statistics().droppedUnits()).isZero();
    }
  }

  private void fetchAndRead(Cache cache, Random random) {
    for (int i = 0; i < ROUNDS; i++) {
      Sample sample = samples.get(random.nextInt(samples.size()));
      try (CachedContent content = cache.open(sample.id())) {
        long unit = random.nextLong(sample.units());
        ByteRange range = sample.place(sample.unit(unit));
        if (!content.missing(range).isEmpty()) {
          assertThat(sample.feed(content, sample.unit(unit))).isEqualTo(Outcome.KEPT);
        }
        assertThat(content.trusts(range)).isTrue();
        assertThat(content.descriptor()).isPresent();
        assertThat(content.read(range)).contains(ByteBuffer.wrap(sample.slice(range)));
      }
      if (i % 10 == 0) {
        cache.flush();
      }
    }
  }
}
