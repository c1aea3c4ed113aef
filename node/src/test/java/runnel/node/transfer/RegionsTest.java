package runnel.node.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import runnel.node.cache.ByteRange;

class RegionsTest {
  private static final long MIB = 1 << 20;

  private final Regions regions = new Regions(1024 * MIB);
  private final List<ByteRange> fetched = new ArrayList<>();
  private final List<CompletableFuture<Void>> underWay = new ArrayList<>();

  @BeforeEach
  void jumpOnceIntoEach() {
    for (int region = 0; region < 1024; region++) {
      jump(region);
    }
    assertThat(fetched).isEmpty();
  }

  @Test
  void aFewAreFetchedAtATimeTheRestInTurn() {
    for (int region = 0; region < 5; region++) {
      jump(region);
    }
    assertThat(fetched).containsExactly(region(0), region(1));
    underWay.get(1).complete(null);
    assertThat(fetched).containsExactly(region(0), region(1), region(2));
  }

  @Test
  void oneThatFailsLetsTheNextGoOn() {
    for (int region = 0; region < 3; region++) {
      jump(region);
    }
    underWay.getFirst().completeExceptionally(new IllegalStateException("the reader is gone"));
    assertThat(fetched).endsWith(region(2));
  }

  @Test
  void ofTooManyTheOldestAreForgotten() {
    for (int region = 0; region < TransferLimits.REGIONS_WAITING + 12; region++) {
      jump(region);
    }
    underWay.getFirst().complete(null);
    assertThat(fetched).endsWith(region(12));
  }

  @Test
  void afterTheEndNothingIsFetched() {
    jump(0);
    jump(1);
    jump(2);
    regions.close();
    underWay.getFirst().complete(null);
    assertThat(fetched).hasSize(2);
  }

  private void jump(int region) {
    regions.jumped(
        region * MIB,
        wanted -> {
          fetched.add(wanted);
          underWay.add(new CompletableFuture<>());
          return underWay.getLast();
        });
  }

  private static ByteRange region(int index) {
    return new ByteRange(index * MIB, MIB);
  }
}
