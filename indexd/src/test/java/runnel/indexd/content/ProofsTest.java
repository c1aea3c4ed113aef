package runnel.indexd.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class ProofsTest {
  record Asked(int size, HashRange range) {
    NaiveTree model() {
      return new NaiveTree(Samples.pattern(size));
    }

    ContentId id() {
      return ContentId.of(size, model().root());
    }
  }

  @Provide
  Arbitrary<Asked> asked() {
    Arbitrary<Integer> sizes = Arbitraries.integers().between(1, 300_000);
    Arbitrary<Integer> picks = Arbitraries.integers().between(0, 1 << 20);
    return Combinators.combine(sizes, picks, picks, picks).as(ProofsTest::asked);
  }

  private static Asked asked(int size, int layerPick, int countPick, int indexPick) {
    Shape shape = Shape.of(size);
    int layer = layerPick % (shape.rootLayer() + 1);
    int count = 1 << countPick % (shape.rootLayer() - layer + 1);
    long rows = (shape.nodes(layer) + count - 1) / count;
    return new Asked(size, new HashRange(layer, indexPick % rows * count, count));
  }

  @Property(tries = 200)
  void whatIsProvedIsVerified(@ForAll("asked") Asked asked) {
    List<Hash> proof = Proofs.prove(asked.id(), asked.range(), asked.model());

    List<Hash> verified = Proofs.verify(asked.id(), asked.range(), proof);

    HashRange range = asked.range();
    assertThat(proof).hasSize(Proofs.size(asked.id(), range));
    assertThat(verified).hasSize(range.count());
    for (int i = 0; i < range.count(); i++) {
      assertThat(verified.get(i)).isEqualTo(asked.model().hash(range.layer(), range.index() + i));
    }
  }

  @Property(tries = 200)
  void anyFlippedBitOfTheProofIsRefused(
      @ForAll("asked") Asked asked, @ForAll @IntRange(max = 1 << 24) int bit) {
    byte[] proof = Hash.join(Proofs.prove(asked.id(), asked.range(), asked.model()));
    int flipped = bit % (proof.length * 8);
    proof[flipped / 8] ^= (byte) (1 << flipped % 8);

    assertWrong(() -> Proofs.verify(asked.id(), asked.range(), Hash.split(proof)));
  }

  @Property(tries = 200)
  void anyFlippedBitOfTheDataGivesAnotherHash(
      @ForAll("asked") Asked asked, @ForAll @IntRange(max = 1 << 24) int bit) {
    NaiveTree model = asked.model();
    HashRange range = asked.range();
    Shape shape = Shape.of(asked.size());
    int from = (int) shape.offset(range.layer(), range.index());
    int bytes = (int) shape.bytes(range.layer(), range.index());
    byte[] data = Arrays.copyOfRange(model.content(), from, from + bytes);
    assertThat(Leaves.node(asked.id(), range.layer(), range.index(), ByteBuffer.wrap(data)))
        .isEqualTo(model.hash(range.layer(), range.index()));
    int flipped = bit % (data.length * 8);
    data[flipped / 8] ^= (byte) (1 << flipped % 8);

    assertThat(Leaves.node(asked.id(), range.layer(), range.index(), ByteBuffer.wrap(data)))
        .isNotEqualTo(model.hash(range.layer(), range.index()));
  }

  @Property(tries = 200)
  void theProofOfAnotherPlaceIsRefused(
      @ForAll("asked") Asked asked, @ForAll @IntRange(max = 1 << 20) int pick) {
    List<Hash> proof = Proofs.prove(asked.id(), asked.range(), asked.model());
    Asked other = asked(asked.size(), pick, pick / 7, pick / 11);
    if (proof.equals(Proofs.prove(other.id(), other.range(), other.model()))) {
      return; // The leftmost leaf and the leftmost pair of leaves have one proof.
    }

    assertWrong(() -> Proofs.verify(asked.id(), other.range(), proof));
  }

  @Property(tries = 200)
  void aProofForAnotherNumberOfLayersIsRefused(
      @ForAll("asked") Asked asked, @ForAll @IntRange(min = 1, max = 300_000) int claimed) {
    List<Hash> proof = Proofs.prove(asked.id(), asked.range(), asked.model());
    Shape shape = Shape.of(claimed);
    if (shape.rootLayer() == Shape.of(asked.size()).rootLayer()) {
      return;
    }

    assertThatExceptionOfType(ProofException.class)
        .isThrownBy(
            () -> Proofs.verify(ContentId.of(claimed, asked.model().root()), asked.range(), proof));
  }

  @Property(tries = 200)
  void contentBeyondTheClaimedEndIsRefused(
      @ForAll @IntRange(min = 32_769, max = 300_000) int size) {
    NaiveTree model = new NaiveTree(Samples.pattern(size));
    long leaves = Shape.of(size).leaves();
    int rootLayer = model.rootLayer();
    for (long fewer = (1L << (rootLayer - 1)) + 1; fewer < leaves; fewer++) {
      ContentId claimed = ContentId.of(fewer * Leaves.LEAF_BYTES, model.root());
      HashRange all = new HashRange(0, 0, 1 << rootLayer);
      List<Hash> proof = new ArrayList<>();
      for (int i = 0; i < all.count(); i++) {
        proof.add(model.hash(0, i));
      }

      assertWrong(() -> Proofs.verify(claimed, all, proof));
    }
  }

  @Test
  void anUncleBeyondTheClaimedEndIsRefused() {
    NaiveTree model = new NaiveTree(Samples.pattern(4 * Leaves.LEAF_BYTES));
    ContentId claimed = ContentId.of(3 * Leaves.LEAF_BYTES, model.root());
    List<Hash> proof = List.of(model.hash(0, 2), model.hash(0, 3), model.hash(1, 0));

    assertWrong(() -> Proofs.verify(claimed, new HashRange(0, 2, 1), proof));
  }

  /** The two files of FAULTS.md, trap 1: equal roots, so only the length tells them apart. */
  @Test
  void twinsWithOneRootAreTwoContents() {
    byte[] big = Samples.pattern(2 * Leaves.LEAF_BYTES);
    NaiveTree tree = new NaiveTree(big);
    byte[] small = Hash.join(List.of(tree.hash(0, 0), tree.hash(0, 1)));
    ContentId bigId = Samples.hashed(big, 0).id();
    ContentId smallId = Samples.hashed(small, 0).id();
    HashRange leaf = new HashRange(0, 0, 1);
    assertThat(smallId.root()).isEqualTo(bigId.root());
    assertThat(smallId).isNotEqualTo(bigId);

    List<Hash> ofBig = Proofs.prove(bigId, leaf, tree);
    List<Hash> ofSmall = Proofs.prove(smallId, leaf, new NaiveTree(small));

    assertWrong(() -> Proofs.verify(smallId, leaf, ofBig));
    assertWrong(() -> Proofs.verify(bigId, leaf, ofSmall));
    assertThatExceptionOfType(ProofException.class)
        .isThrownBy(() -> Proofs.verify(smallId, new HashRange(0, 0, 2), Hash.split(small)));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Leaves.node(bigId, 0, 0, ByteBuffer.wrap(small)));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Leaves.node(smallId, 0, 0, ByteBuffer.wrap(big, 0, Leaves.LEAF_BYTES)));
  }

  @Test
  void hugeContentIsProvedWithoutAllocatingItsTree() {
    long length = 1L << 62;
    Hash[] sides = new Hash[Shape.MAX_LAYER + 1];
    Hash node = Hash.digest(new byte[Leaves.LEAF_BYTES]);
    for (int layer = 0; layer < 48; layer++) {
      sides[layer] = node;
      node = Digester.pair(node, node);
    }
    ContentId id = ContentId.of(length, node);
    HashRange last = new HashRange(0, (1L << 48) - 1, 1);

    List<Hash> proof = Proofs.prove(id, last, (layer, _) -> Optional.of(sides[layer]));

    assertThat(Proofs.verify(id, last, proof)).containsExactly(sides[0]);
    assertThat(proof).hasSize(49);
  }

  @Test
  void rangesOutsideTheContentAreRefused() {
    ContentId id = Samples.hashed(Samples.pattern(5 * Leaves.LEAF_BYTES), 0).id();
    for (HashRange range :
        List.of(
            new HashRange(0, 0, 16),
            new HashRange(3, 1, 1),
            new HashRange(4, 0, 1),
            new HashRange(0, 5, 1),
            new HashRange(0, 1L << 61, 1),
            new HashRange(49, 0, 8192))) {
      assertThatExceptionOfType(ProofException.class)
          .isThrownBy(() -> Proofs.verify(id, range, List.of()))
          .satisfies(e -> assertThat(e.kind()).isEqualTo(ProofException.Kind.NO_SUCH_RANGE));
    }
    assertThatExceptionOfType(ProofException.class)
        .isThrownBy(() -> Proofs.size(ContentId.EMPTY, new HashRange(0, 0, 1)));
  }

  @Test
  void aRangeIsCheckedBeforeAnythingIsAllocated() {
    for (int count : new int[] {Integer.MIN_VALUE, -1, 0, 3, 8193, 16384, Integer.MAX_VALUE}) {
      assertThatIllegalArgumentException().isThrownBy(() -> new HashRange(0, 0, count));
    }
    assertThatIllegalArgumentException().isThrownBy(() -> new HashRange(-1, 0, 1));
    assertThatIllegalArgumentException().isThrownBy(() -> new HashRange(50, 0, 1));
    assertThatIllegalArgumentException().isThrownBy(() -> new HashRange(0, -2, 2));
    assertThatIllegalArgumentException().isThrownBy(() -> new HashRange(0, 1, 2));
  }

  @Test
  void aHashThatTheSourceLacksIsTold() {
    byte[] content = Samples.pattern(300_000);
    Hashed hashed = Samples.hashed(content, 2);

    assertThat(Proofs.prove(hashed.id(), new HashRange(2, 0, 4), hashed.tree())).isNotEmpty();
    assertThatExceptionOfType(ProofException.class)
        .isThrownBy(() -> Proofs.prove(hashed.id(), new HashRange(0, 0, 4), hashed.tree()))
        .satisfies(e -> assertThat(e.kind()).isEqualTo(ProofException.Kind.UNKNOWN_HASH));
  }

  private static void assertWrong(ThrowingCallable verify) {
    assertThatExceptionOfType(ProofException.class)
        .isThrownBy(verify)
        .satisfies(e -> assertThat(e.kind()).isEqualTo(ProofException.Kind.WRONG));
  }
}
