package runnel.node.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import runnel.indexd.content.ContentId;
import runnel.indexd.content.Hash;
import runnel.indexd.content.HashRange;
import runnel.indexd.content.Shape;

class NodeRunTest {
  @Property
  void runsCoverExactlyTheNodes(@ForAll Set<@LongRange(min = 0, max = 1000) Long> nodes) {
    List<Long> sorted = new ArrayList<>(new TreeSet<>(nodes));
    List<Long> covered = new ArrayList<>();
    for (NodeRun run : NodeRun.of(sorted)) {
      for (long node = run.first(); node < run.end(); node++) {
        covered.add(node);
      }
    }
    assertThat(covered).isEqualTo(sorted);
  }

  @Property
  void theHashesOfARunFitAHeaderAndLieInTheTree(
      @ForAll @LongRange(min = 1, max = 1L << 50) long length,
      @ForAll @LongRange(min = 0, max = 1L << 40) long place,
      @ForAll @IntRange(min = 1, max = 64) int count) {
    ContentId content = ContentId.of(length, Hash.digest());
    long nodes = Math.ceilDiv(length, TransferLimits.NODE_BYTES);
    long first = place % nodes;
    long end = Math.min(Math.min(first + count, nodes), (first / 64 + 1) * 64);
    HashRange hashes = new NodeRun(first, end).hashes(content);
    assertThat(hashes.count()).isLessThanOrEqualTo(64);
    if (Shape.of(length).rootLayer() > TransferLimits.LAYER) {
      assertThat(hashes.index()).isLessThanOrEqualTo(first);
      assertThat(hashes.index() + hashes.count()).isGreaterThanOrEqualTo(end);
    } else {
      assertThat(hashes).isEqualTo(new HashRange(Shape.of(length).rootLayer(), 0, 1));
    }
  }
}
