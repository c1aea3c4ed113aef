package runnel.node.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvictionTest {
  private static final int UNIT = Sample.UNIT_BYTES;
  private static final long LIMIT = 8 * UNIT;

  private final List<Sample> samples =
      IntStream.range(0, 6).mapToObj(seed -> Sample.of(2 * UNIT, seed)).toList();

  @TempDir private Path folder;
  private CacheOnDisk disk;

  @BeforeEach
  void open() {
    disk = new CacheOnDisk(folder, LIMIT, 64 << 20);
  }

  @AfterEach
  void close() {
    disk.close();
  }

  private void fill(int sample) {
    try (CachedContent content = disk.cache().open(samples.get(sample).id())) {
      samples.get(sample).feedAll(content);
    }
    disk.cache().flush();
  }

  private void use(int sample) {
    disk.cache().open(samples.get(sample).id()).close();
    disk.cache().flush();
  }

  private boolean isThere(int sample) {
    try (CachedContent content = disk.cache().open(samples.get(sample).id())) {
      boolean there = content.missing(samples.get(sample).all()).isEmpty();
      assertThat(disk.file(samples.get(sample).id()).toFile().exists()).isEqualTo(there);
      return there;
    }
  }

  @Test
  void theLeastRecentlyUsedGoesFirst() {
    IntStream.range(0, 4).forEach(this::fill);
    assertThat(disk.cache().usage()).isEqualTo(new CacheUsage(LIMIT, LIMIT, 0));
    use(0);
    fill(4);
    assertThat(IntStream.range(0, 5).filter(this::isThere)).containsExactly(0, 3, 4);
    assertThat(disk.cache().statistics().evictedContents()).isEqualTo(2);
    assertThat(disk.cache().usage().bytes()).isEqualTo(6 * UNIT);
  }

  @Test
  void theOrderOfUseSurvivesARestart() {
    IntStream.range(0, 4).forEach(this::fill);
    use(0);
    disk.restart();
    assertThat(disk.cache().usage().bytes()).isEqualTo(LIMIT);
    fill(4);
    assertThat(IntStream.range(0, 5).filter(this::isThere)).containsExactly(0, 3, 4);
  }

  @Test
  void whatIsOpenStaysWhateverTheLimit() {
    try (CachedContent oldest = disk.cache().open(samples.getFirst().id())) {
      samples.getFirst().feedAll(oldest);
      IntStream.range(1, 6).forEach(this::fill);
      disk.cache().clear();
      assertThat(oldest.trusts(samples.getFirst().all())).isTrue();
      assertThat(disk.cache().usage().bytes()).isEqualTo(2 * UNIT);
    }
    assertThat(IntStream.range(0, 6).filter(this::isThere)).containsExactly(0);
  }

  @Test
  void whatIsPinnedStaysAlsoAfterARestartUntilItIsUnpinned() {
    fill(0);
    disk.cache().pin(List.of(samples.get(0).id()));
    IntStream.range(1, 3).forEach(this::fill);
    disk.restart();
    assertThat(disk.cache().usage().pinned()).isEqualTo(1);
    IntStream.range(3, 5).forEach(this::fill);
    disk.cache().clear();
    assertThat(IntStream.range(0, 5).filter(this::isThere)).containsExactly(0);
    disk.cache().unpin(List.of(samples.get(0).id()));
    disk.cache().clear();
    assertThat(isThere(0)).isFalse();
  }

  @Test
  void whatWasEvictedCanBeStoredAgain() {
    fill(0);
    disk.cache().clear();
    assertThat(disk.cache().usage().bytes()).isZero();
    assertThat(isThere(0)).isFalse();
    fill(0);
    assertThat(isThere(0)).isTrue();
    disk.restart();
    assertThat(isThere(0)).isTrue();
    assertThat(disk.cache().usage().bytes()).isEqualTo(2 * UNIT);
  }

  @Test
  void afterAClearTheStoreHasNothingLeft() {
    IntStream.range(0, 4).forEach(this::fill);
    disk.cache().clear();
    for (var table : Cache.tables()) {
      assertThat(disk.store().<Long>read(view -> view.count(table))).as(table.name()).isZero();
    }
  }
}
