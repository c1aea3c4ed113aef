package runnel.node.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import runnel.node.cache.ByteRange;

class JumpsTest {
  private static final long MIB = 1 << 20;

  private final Jumps jumps = new Jumps(100 * MIB + 5);

  @Test
  void aLookHereAndThereFetchesNoMore() {
    for (long offset : new long[] {0, 3, 200_000, 5}) {
      assertThat(jumps.jumped(read(offset))).isEqualTo(read(offset));
    }
  }

  @Test
  void whoJumpsMuchGetsTheRestOfARegionFromTheSecondJumpOn() {
    jumpMuch();
    assertThat(jumps.jumped(read(50 * MIB + 7))).isEqualTo(read(50 * MIB + 7));
    assertThat(jumps.jumped(read(51 * MIB - 100))).isEqualTo(range(51 * MIB - 100, 100));
    assertThat(jumps.jumped(read(50 * MIB + 1))).isEqualTo(range(50 * MIB + 1, MIB - 1));
  }

  @Test
  void aReadOverTheEndOfARegionIsNotCut() {
    jumpMuch();
    jumps.jumped(read(50 * MIB));
    assertThat(jumps.jumped(read(51 * MIB - 3))).isEqualTo(read(51 * MIB - 3));
  }

  @Test
  void theLastRegionEndsWithTheContent() {
    jumpMuch();
    jumps.jumped(range(100 * MIB, 1));
    assertThat(jumps.jumped(range(100 * MIB, 1))).isEqualTo(range(100 * MIB, 5));
  }

  @Test
  void ofAHugeContentOnlyTheLastRegionsAreRemembered() {
    Jumps huge = new Jumps(Long.MAX_VALUE);
    Random random = new Random(7);
    for (int i = 0; i < 100_000; i++) {
      ByteRange read = read(random.nextLong(Long.MAX_VALUE - 10));
      assertThat(huge.jumped(read)).isEqualTo(read);
    }
    huge.jumped(read(MIB));
    assertThat(huge.jumped(read(MIB))).isEqualTo(range(MIB, MIB));
  }

  private void jumpMuch() {
    LongStream.range(0, 20).forEach(region -> jumps.jumped(read(region * MIB)));
  }

  private static ByteRange read(long offset) {
    return range(offset, 10);
  }

  private static ByteRange range(long offset, long length) {
    return new ByteRange(offset, length);
  }
}
