package runnel.node.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import runnel.indexd.store.Store;

class NoRoomTest {
  private static final int UNIT = Sample.UNIT_BYTES;

  @Test
  @Timeout(60)
  void onAFullDiskBytesAreNotKeptUntilThereIsRoom(@TempDir Path folder) throws Exception {
    Sample sample = Sample.of(40 * UNIT, 1);
    try (SmallDisk small = SmallDisk.of(folder.resolve("small"), "2m");
        Store store = Store.open(folder.resolve("store"), CacheOnDisk.storeSettings(64 << 20))) {
      Path ballast = small.path().resolve("ballast");
      Files.write(ballast, new byte[1 << 20]);
      CacheSettings settings = CacheSettings.of(small.path().resolve("files"), 1L << 30);
      try (Cache cache = Cache.open(settings, store);
          CachedContent content = cache.open(sample.id())) {
        int kept = 0;
        while (sample.feed(content, sample.unit(kept)) == Outcome.KEPT) {
          kept++;
        }
        assertThat(kept).isBetween(8, 16);
        ByteRange there = new ByteRange(0, (long) kept * UNIT);
        assertThat(content.read(there)).contains(ByteBuffer.wrap(sample.slice(there)));
        assertThat(content.trusts(new ByteRange(there.length(), 1))).isFalse();
        assertThat(cache.statistics().notKept()).isEqualTo(1);

        Files.delete(ballast);
        assertThat(sample.feed(content, sample.unit(kept))).isEqualTo(Outcome.KEPT);
      }
    }
  }

  @Test
  @Timeout(60)
  void withAFullStoreBytesAreNotKeptUntilThereIsRoom(@TempDir Path folder) {
    try (CacheOnDisk disk = new CacheOnDisk(folder, CacheOnDisk.NO_LIMIT, 1 << 20)) {
      int seed = 0;
      Outcome outcome = Outcome.KEPT;
      while (outcome == Outcome.KEPT && seed < 10_000) {
        outcome = store(disk, seed++);
        if (seed % 50 == 0) {
          disk.cache().flush();
        }
      }
      assertThat(outcome).isEqualTo(Outcome.NOT_KEPT);
      disk.cache().flush();
      assertThat(disk.cache().statistics().evictedContents()).isPositive();
      assertThat(store(disk, seed)).isEqualTo(Outcome.KEPT);
    }
  }

  private static Outcome store(CacheOnDisk disk, int seed) {
    Sample sample = Sample.of(1000 + seed, seed);
    try (CachedContent content = disk.cache().open(sample.id())) {
      return sample.feed(content, sample.unit(0));
    }
  }

  /** A file system of a few megabytes; without the right to mount one, a limit on file sizes. */
  private record SmallDisk(Path path) implements AutoCloseable {
    static SmallDisk of(Path path, String size) throws IOException, InterruptedException {
      Files.createDirectory(path);
      Disk.run("mount", "-t", "tmpfs", "-o", "size=" + size, "tmpfs", path.toString());
      return new SmallDisk(path);
    }

    @Override
    public void close() throws IOException, InterruptedException {
      Disk.run("umount", path.toString());
    }
  }
}
