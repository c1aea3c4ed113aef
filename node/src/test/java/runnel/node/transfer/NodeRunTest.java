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
import runnel.indexd.content.Hashed;
import runnel.indexd.content.Proofs;
import runnel.indexd.content.Shape;
import runnel.node.SeededBytes;
import runnel.node.cache.ProvenNodes;

class NodeRunTest {
  private static final byte[] BYTES = SeededBytes.of(39 * TransferLimits.NODE_BYTES + 1);

  @Property
  void alignedPartsNeedNoHashesOfOtherNodes(
      @ForAll @LongRange(min = 0, max = 1000) long first,
      @ForAll @IntRange(min = 1, max = 64) int count) {
    ContentId content = ContentId.of(1L << 40, Hash.digest());
    NodeRun run = new NodeRun(first, first + count);
    for (NodeRun part : List.of(run.alignedHead(), run.alignedTail())) {
      HashRange hashes = part.hashes(content);
      assertThat(hashes.index()).isEqualTo(part.first());
      assertThat(hashes.index() + hashes.count()).isEqualTo(part.end());
      assertThat(run.contains(part.first()) && run.contains(part.end() - 1)).isTrue();
    }
    assertThat(run.alignedHead().first()).isEqualTo(run.first());
    assertThat(run.alignedTail().end()).isEqualTo(run.end());
    HashRange whole = run.hashes(content);
    if (whole.count() == count) {
      assertThat(List.of(run.alignedHead(), run.alignedTail())).containsOnly(run);
    }
  }

  /** As one has that went on with a download after a restart. */
  @Property(tries = 50)
  void whoKnowsNodesByTheirOwnProofsCanProveTheirAlignedParts(
      @ForAll @IntRange(min = 0, max = 39) int first,
      @ForAll @IntRange(min = 1, max = 40) int count) {
    Hashed hashed = SeededBytes.hashed(BYTES);
    ContentId content = hashed.id();
    NodeRun run = new NodeRun(first, Math.min(40, first + count));
    ProvenNodes known = new ProvenNodes(content);
    for (NodeRun one : run.cut(1)) {
      HashRange range = one.hashes(content);
      assertThat(known.learn(range, Proofs.prove(content, range, hashed.tree()))).hasSize(1);
    }
    for (NodeRun part : List.of(run.alignedHead(), run.alignedTail())) {
      HashRange range = part.hashes(content);
      assertThat(Proofs.prove(content, range, known))
          .isEqualTo(Proofs.prove(content, range, hashed.tree()));
    }
  }

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
