package runnel.node.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** {@link LeafRanges} against the simplest set there is, a {@link BitSet}. */
class LeafRangesTest {
  private static final int LEAVES = 48;

  /** One change of a set. */
  record Change(boolean adds, LeafRange range) {}

  @Property
  void answersAsABitSetDoes(
      @ForAll("changes") List<Change> changes, @ForAll("ranges") LeafRange q) {
    LeafRanges ranges = new LeafRanges();
    BitSet model = new BitSet();
    for (Change change : changes) {
      int first = (int) change.range().first();
      int end = (int) change.range().end();
      if (change.adds()) {
        ranges.add(change.range());
      } else {
        ranges.remove(change.range());
      }
      model.set(first, end, change.adds());
      assertThat(bits(ranges)).isEqualTo(model);
      assertThat(ranges.count()).isEqualTo(model.cardinality());
      assertThat(ranges.isEmpty()).isEqualTo(model.isEmpty());
    }
    answersLike(ranges, model, q);
  }

  private static void answersLike(LeafRanges ranges, BitSet model, LeafRange query) {
    int first = (int) query.first();
    int end = (int) query.end();
    BitSet inside = model.get(first, end);
    assertThat(ranges.contains(query)).isEqualTo(inside.cardinality() == end - first);
    assertThat(ranges.intersects(query)).isEqualTo(!inside.isEmpty());
    assertThat(ranges.firstMissing(query)).isEqualTo(Math.min(model.nextClearBit(first), end));
    BitSet found = new BitSet();
    ranges.within(query).forEach(run -> found.set((int) run.first(), (int) run.end()));
    assertThat(found.get(first, end)).isEqualTo(inside);
    assertThat(found.cardinality()).isEqualTo(inside.cardinality());
    BitSet gaps = new BitSet();
    ranges.missing(query).forEach(gap -> gaps.set((int) gap.first(), (int) gap.end()));
    inside.flip(0, end - first);
    assertThat(gaps.get(first, end)).isEqualTo(inside);
    assertThat(gaps.cardinality()).isEqualTo(inside.cardinality());
  }

  @Property
  void runsAreSortedAndNeverTouch(@ForAll("changes") List<Change> changes) {
    LeafRanges ranges = new LeafRanges();
    changes.stream().filter(Change::adds).forEach(change -> ranges.add(change.range()));
    long end = -1;
    for (LeafRange run : ranges) {
      assertThat(run.first()).isGreaterThan(end);
      assertThat(ranges.hasRun(run)).isTrue();
      end = run.end();
    }
  }

  @Test
  void aCopyIsIndependent() {
    LeafRanges ranges = new LeafRanges();
    ranges.add(new LeafRange(1, 4));
    LeafRanges copy = ranges.copy();
    ranges.clear();
    assertThat(ranges.isEmpty()).isTrue();
    assertThat(copy).containsExactly(new LeafRange(1, 4));
    assertThat(copy.count()).isEqualTo(3);
  }

  @Test
  void leavesOfTheLargestContentFit() {
    LeafRanges ranges = new LeafRanges();
    long last = Long.MAX_VALUE / 16384;
    ranges.add(new LeafRange(last - 1, last));
    assertThat(ranges.missing(new LeafRange(0, last))).containsExactly(new LeafRange(0, last - 1));
  }

  @Provide
  Arbitrary<List<Change>> changes() {
    return Combinators.combine(Arbitraries.of(true, true, false), ranges())
        .as(Change::new)
        .list()
        .ofMaxSize(24);
  }

  @Provide
  Arbitrary<LeafRange> ranges() {
    return Combinators.combine(
            Arbitraries.integers().between(0, LEAVES - 1), Arbitraries.integers().between(1, 12))
        .as((first, count) -> new LeafRange(first, first + count));
  }

  private static BitSet bits(LeafRanges ranges) {
    BitSet bits = new BitSet();
    List<LeafRange> runs = new ArrayList<>();
    ranges.forEach(runs::add);
    runs.forEach(run -> bits.set((int) run.first(), (int) run.end()));
    return bits;
  }
}
