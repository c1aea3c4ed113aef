package runnel.node.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import runnel.indexd.content.ContentId;
import runnel.indexd.content.Hash;

/** {@link Marks} beside a store that is told only what changed. */
class MarksTest {
  private static final int LEAVES = 48;
  private static final int LEAF_BYTES = 16 << 10;

  private final LeafRanges store = new LeafRanges();

  /** One step: something is stored, found wrong, forgotten, or brought to the store. */
  record Step(Kind kind, LeafRange range) {}

  enum Kind {
    STORED,
    REFUTED,
    FORGOTTEN,
    COMMITTED,
    COMMIT_FAILED
  }

  @Property
  void theStoreIsToldAllThatChangedAndNothingElse(@ForAll("steps") List<Step> steps) {
    store.clear();
    Marks marks =
        new Marks(Units.of(ContentId.of(LEAVES * LEAF_BYTES, Hash.of(new byte[Hash.BYTES]))));
    BitSet model = new BitSet();
    for (Step step : steps) {
      apply(step, marks, model);
    }
    commit(marks);
    assertThat(bits(store)).isEqualTo(model);
    assertThat(marks.unsaved().isEmpty()).isTrue();
  }

  private void apply(Step step, Marks marks, BitSet model) {
    int first = (int) step.range().first();
    int end = (int) step.range().end();
    switch (step.kind()) {
      case STORED -> {
        marks.stored(step.range(), 0);
        model.set(first, end);
      }
      case REFUTED -> {
        marks.distrust();
        assertThat(marks.refuted(step.range())).isTrue();
        model.clear(first, end);
      }
      case FORGOTTEN -> {
        marks.forget();
        model.clear();
      }
      case COMMITTED -> commit(marks);
      case COMMIT_FAILED -> {
        var _ = marks.unsaved();
      }
    }
  }

  private void commit(Marks marks) {
    Marks.Unsaved changes = marks.unsaved();
    for (LeafRange run : changes.gone()) {
      assertThat(store.hasRun(run)).isTrue();
      store.remove(run);
    }
    changes.come().forEach(store::add);
    marks.saved(changes);
  }

  private static BitSet bits(LeafRanges ranges) {
    BitSet bits = new BitSet();
    ranges.forEach(run -> bits.set((int) run.first(), (int) run.end()));
    return bits;
  }

  @Provide
  Arbitrary<List<Step>> steps() {
    Arbitrary<LeafRange> ranges =
        Combinators.combine(
                Arbitraries.integers().between(0, LEAVES - 1), Arbitraries.integers().between(1, 6))
            .as((first, count) -> new LeafRange(first, Math.min(LEAVES, first + count)));
    Arbitrary<Kind> kinds =
        Arbitraries.frequency(
            Tuple.of(6, Kind.STORED),
            Tuple.of(3, Kind.REFUTED),
            Tuple.of(1, Kind.FORGOTTEN),
            Tuple.of(2, Kind.COMMITTED),
            Tuple.of(1, Kind.COMMIT_FAILED));
    return Combinators.combine(kinds, ranges).as(Step::new).list().ofMaxSize(40);
  }
}
