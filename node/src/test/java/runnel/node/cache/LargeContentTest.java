package runnel.node.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import runnel.indexd.content.ContentId;
import runnel.indexd.content.Hash;
import runnel.indexd.content.HashRange;
import runnel.indexd.content.LayerTree;
import runnel.indexd.content.Leaves;
import runnel.indexd.content.Proofs;
import runnel.indexd.content.Shape;

/** Contents that are larger than a test could fill: their files are sparse. */
class LargeContentTest {
  private static final int UNIT = Sample.UNIT_BYTES;
  private static final long LENGTH = 5L << 30;
  private static final long LAST = LENGTH / UNIT - 1;

  @TempDir private Path folder;

  /** The unit's bytes; those of other units are not needed, their hashes are made up. */
  private static ByteBuffer data(long unit) {
    byte[] bytes = new byte[UNIT];
    new Random(unit).nextBytes(bytes);
    return ByteBuffer.wrap(bytes);
  }

  private static LayerTree tree() {
    byte[] hashes = new byte[(int) (LAST + 1) * Hash.BYTES];
    new Random(5).nextBytes(hashes);
    for (long unit : List.of(0L, LAST)) {
      byte[] hash = Leaves.node(LENGTH, 2, unit, data(unit)).bytes();
      System.arraycopy(hash, 0, hashes, (int) unit * Hash.BYTES, Hash.BYTES);
    }
    return LayerTree.of(LENGTH, 2, hashes);
  }

  @Test
  void twoUnitsFarApartTakeTheRoomOfTwo() throws IOException {
    LayerTree tree = tree();
    try (CacheOnDisk disk = CacheOnDisk.in(folder)) {
      try (CachedContent content = disk.cache().open(tree.id())) {
        for (long unit : List.of(0L, LAST)) {
          HashRange range = new HashRange(2, unit, 1);
          List<Hash> hashes = content.learn(range, Proofs.prove(tree.id(), range, tree));
          assertThat(content.accept(range, hashes, data(unit))).isEqualTo(Outcome.KEPT);
        }
      }
      disk.restart();
      assertThat(disk.cache().usage().bytes()).isEqualTo(2 * UNIT);
      Path file = disk.file(tree.id());
      assertThat(Files.size(file)).isEqualTo(LENGTH);
      assertThat((Long) Files.getAttribute(file, "unix:size")).isEqualTo(LENGTH);
      try (CachedContent content = disk.cache().open(tree.id())) {
        assertThat(content.missing(new ByteRange(0, LENGTH)))
            .containsExactly(new ByteRange(UNIT, LENGTH - 2 * UNIT));
        assertThat(content.read(new ByteRange(LAST * UNIT, UNIT))).contains(data(LAST));
      }
    }
  }

  @Test
  @Timeout(5)
  void theLargestContentsOpenAtOnce() {
    Hash root = Hash.digest(new byte[] {1});
    try (CacheOnDisk disk = CacheOnDisk.in(folder)) {
      for (long length : List.of(1L << 40, Long.MAX_VALUE)) {
        try (CachedContent content = disk.cache().open(ContentId.of(length, root))) {
          assertThat(content.missing(new ByteRange(0, length)))
              .containsExactly(new ByteRange(0, length));
          assertThat(content.missing(new ByteRange(length - 1, 1))).hasSize(1);
          assertThat(content.node(2, Shape.of(length).nodes(2) - 1)).isEmpty();
          assertThatNoException().isThrownBy(content::cachedBytes);
        }
      }
    }
  }
}
