package runnel.node.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import runnel.indexd.content.Hash;
import runnel.indexd.content.HashRange;
import runnel.indexd.content.LayerTree;
import runnel.indexd.content.Proofs;
import runnel.indexd.store.Store;

class NoRoomTest {
  private static final int UNIT = Sample.UNIT_BYTES;

  @Test
  @Timeout(60)
  @EnabledIf(value = "mayMount", disabledReason = "only root can mount a small disk")
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
  void withAFullStoreBytesAreNotKeptUntilItIsLarger(@TempDir Path folder) {
    int seed = 0;
    try (CacheOnDisk disk = new CacheOnDisk(folder, CacheOnDisk.NO_LIMIT, 1 << 20)) {
      while (store(disk, seed) == Outcome.KEPT && seed < 100) {
        seed++;
        learnMuch(disk, seed);
        disk.cache().flush();
      }
      assertThat(store(disk, seed)).isEqualTo(Outcome.NOT_KEPT);
    }
    try (CacheOnDisk disk = new CacheOnDisk(folder, CacheOnDisk.NO_LIMIT, 8 << 20)) {
      assertThat(disk.cache().usage().bytes()).isPositive();
      assertThat(store(disk, seed)).isEqualTo(Outcome.KEPT);
      disk.cache().flush();
      disk.restart();
      Sample sample = Sample.of(1000 + seed, seed);
      try (CachedContent content = disk.cache().open(sample.id())) {
        assertThat(content.missing(sample.all())).isEmpty();
      }
    }
  }

  /** Fills the store with the hashes of 64 MiB. */
  private static void learnMuch(CacheOnDisk disk, int seed) {
    byte[] hashes = new byte[1024 * Hash.BYTES];
    new Random(seed).nextBytes(hashes);
    LayerTree tree = LayerTree.of(1024L * UNIT, 2, hashes);
    try (CachedContent content = disk.cache().open(tree.id())) {
      HashRange all = new HashRange(2, 0, 1024);
      assertThat(content.learn(all, Proofs.prove(tree.id(), all, tree))).hasSize(1024);
    }
  }

  private static Outcome store(CacheOnDisk disk, int seed) {
    Sample sample = Sample.of(1000 + seed, seed);
    try (CachedContent content = disk.cache().open(sample.id())) {
      return sample.feed(content, sample.unit(0));
    }
  }

  @Test
  void whatCanNotBeWrittenIsNotKeptUntilItCan(@TempDir Path folder) throws IOException {
    Sample sample = Sample.of(2 * UNIT, 1);
    try (CacheOnDisk disk = CacheOnDisk.in(folder);
        CachedContent content = disk.cache().open(sample.id())) {
      Path obstacle = Files.createDirectories(disk.file(sample.id()));
      assertThat(sample.feed(content, sample.unit(0))).isEqualTo(Outcome.NOT_KEPT);
      assertThat(content.missing(sample.all())).containsExactly(sample.all());
      Files.delete(obstacle);
      assertThat(sample.feed(content, sample.unit(0))).isEqualTo(Outcome.KEPT);
    }
  }

  static boolean mayMount() throws IOException {
    return (Integer) Files.getAttribute(Path.of("/proc/self"), "unix:uid") == 0;
  }

  /** A file system of a few megabytes. */
  private record SmallDisk(Path path) implements AutoCloseable {
    static SmallDisk of(Path path, String size) throws IOException {
      Files.createDirectory(path);
      Disk.run("mount", "-t", "tmpfs", "-o", "size=" + size, "tmpfs", path.toString());
      return new SmallDisk(path);
    }

    @Override
    public void close() throws IOException {
      Disk.run("umount", path.toString());
    }
  }
}
