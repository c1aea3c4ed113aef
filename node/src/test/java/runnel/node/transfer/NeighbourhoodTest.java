package runnel.node.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import runnel.node.cache.ByteRange;

class NeighbourhoodTest {
  private static final long MIB = 1 << 20;

  private final Neighbourhood neighbourhood = new Neighbourhood(100 * MIB + 5);

  @Test
  void aLookHereAndThereNamesNothing() {
    assertThat(neighbourhood.jumped(0)).isEmpty();
    assertThat(neighbourhood.jumped(3)).isEmpty();
    assertThat(neighbourhood.jumped(200_000)).isEmpty();
  }

  @Test
  void whoJumpsMuchHasARegionNamedAtItsSecondJumpOnce() {
    jumpMuch();
    assertThat(neighbourhood.jumped(50 * MIB + 7)).isEmpty();
    assertThat(neighbourhood.jumped(51 * MIB - 1)).contains(new ByteRange(50 * MIB, MIB));
    assertThat(neighbourhood.jumped(50 * MIB + 1)).isEmpty();
  }

  @Test
  void theLastRegionEndsWithTheContent() {
    jumpMuch();
    assertThat(neighbourhood.jumped(100 * MIB)).isEmpty();
    assertThat(neighbourhood.jumped(100 * MIB + 4)).contains(new ByteRange(100 * MIB, 5));
  }

  @Test
  void ofAHugeContentOnlyTheLastRegionsAreRemembered() {
    Neighbourhood huge = new Neighbourhood(Long.MAX_VALUE);
    Random random = new Random(7);
    long named =
        LongStream.generate(() -> random.nextLong(Long.MAX_VALUE))
            .limit(100_000)
            .filter(offset -> huge.jumped(offset).isPresent())
            .count();
    assertThat(named).isZero();
    assertThat(huge.jumped(MIB)).isEmpty();
    assertThat(huge.jumped(MIB)).isPresent();
  }

  private void jumpMuch() {
    LongStream.range(0, 20).forEach(region -> neighbourhood.jumped(region * MIB));
  }
}
