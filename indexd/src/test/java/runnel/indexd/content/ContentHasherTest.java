package runnel.indexd.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.nio.ByteBuffer;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ContentHasherTest {
  @Property(tries = 100)
  void whatGoesOnWhereAnotherStoppedEndsAlike(
      @ForAll @IntRange(min = 1, max = 400_000) int size,
      @ForAll @IntRange(max = 4) int layer,
      @ForAll @IntRange(max = 400_000) int stop) {
    byte[] content = Samples.pattern(size);
    ContentHasher first = new ContentHasher(size, layer);
    first.update(copy(content, 0, Math.min(stop, size), false));
    ContentHasher second = ContentHasher.resumed(size, layer, first.nodes(0, first.nodes()));
    int at = (int) second.fed();
    assertThat(at).isLessThanOrEqualTo(Math.min(stop, size));
    second.update(copy(content, at, size - at, false));
    assertThat(second.finish().id()).isEqualTo(ContentId.of(size, new NaiveTree(content).root()));
  }

  @Property(tries = 100)
  void anyCutOfTheStreamGivesTheModelsLayer(
      @ForAll @IntRange(min = 1, max = 400_000) int size,
      @ForAll @IntRange(max = 6) int layer,
      @ForAll long seed) {
    byte[] content = Samples.pattern(size);
    ContentHasher hasher = new ContentHasher(size, layer);
    Random random = new Random(seed);
    for (int at = 0; at < size; ) {
      int part = Math.min(size - at, random.nextInt(1, 50_000));
      hasher.update(copy(content, at, part, random.nextBoolean()));
      at += part;
    }
    Hashed hashed = hasher.finish();

    NaiveTree model = new NaiveTree(content);
    assertThat(hashed.id()).isEqualTo(ContentId.of(size, model.root()));
    int kept = hashed.tree().layer();
    assertThat(kept).isEqualTo(Math.min(layer, model.rootLayer()));
    for (int i = 0; i < Shape.of(size).nodes(kept); i++) {
      assertThat(Digester.hash(hashed.layerHashes(), i)).isEqualTo(model.hash(kept, i));
    }
  }

  @Property(tries = 50)
  void partsHashedApartMakeTheSameTree(
      @ForAll @IntRange(min = 1, max = 400_000) int size,
      @ForAll @IntRange(max = 3) int wanted,
      @ForAll @IntRange(min = 1, max = 4) int nodesPerPart) {
    byte[] content = Samples.pattern(size);
    int layer = Math.min(wanted, Shape.of(size).rootLayer());
    int nodes = (int) Shape.of(size).nodes(layer);
    byte[] hashes = new byte[nodes * Hash.BYTES];
    for (int first = 0; first < nodes; first += nodesPerPart) {
      int from = first * (Leaves.LEAF_BYTES << layer);
      int bytes = Math.min(nodesPerPart * (Leaves.LEAF_BYTES << layer), size - from);
      byte[] part = Leaves.nodes(size, layer, first, ByteBuffer.wrap(content, from, bytes));
      System.arraycopy(part, 0, hashes, first * Hash.BYTES, part.length);
    }

    LayerTree tree = LayerTree.of(size, layer, hashes);

    NaiveTree model = new NaiveTree(content);
    assertThat(tree.id()).isEqualTo(ContentId.of(size, model.root()));
    for (int i = layer; i <= model.rootLayer(); i++) {
      for (int index = 0; index < Shape.of(size).width(i); index++) {
        assertThat(tree.node(i, index)).contains(model.hash(i, index));
      }
    }
  }

  @Test
  void contentOfAnotherLengthThanSaidIsRefused() {
    ContentHasher grown = new ContentHasher(10, 0);
    ContentHasher shrunk = new ContentHasher(10, 0);
    shrunk.update(ByteBuffer.allocate(9));

    assertThatIllegalStateException().isThrownBy(() -> grown.update(ByteBuffer.allocate(11)));
    assertThatIllegalStateException().isThrownBy(shrunk::finish);
  }

  @Test
  void aHugeLengthAllocatesNothing() {
    assertThat(new ContentHasher(5L << 30, 2)).isNotNull();
    assertThat(new ContentHasher(1L << 40, LayerTree.lowestLayer(1L << 40, 2))).isNotNull();
    assertThatIllegalArgumentException().isThrownBy(() -> new ContentHasher(1L << 40, 0));
    assertThatIllegalArgumentException().isThrownBy(() -> new ContentHasher(1L << 62, 2));
  }

  @Test
  void aNodeTakesExactlyItsBytes() {
    byte[] content = Samples.pattern(40_000);
    assertThat(Leaves.node(40_000, 0, 2, ByteBuffer.wrap(content, 32_768, 7_232)))
        .isEqualTo(new NaiveTree(content).hash(0, 2));
    assertThat(Leaves.node(40_000, 1, 1, ByteBuffer.wrap(content, 32_768, 7_232)))
        .isEqualTo(new NaiveTree(content).hash(1, 1));
    for (int wrong : new int[] {0, 7_231, 7_233, 16_384}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Leaves.node(40_000, 0, 2, ByteBuffer.allocate(wrong)));
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Leaves.node(40_000, 1, 0, ByteBuffer.allocate(wrong)));
    }
  }

  private static ByteBuffer copy(byte[] content, int at, int size, boolean direct) {
    ByteBuffer part = direct ? ByteBuffer.allocateDirect(size) : ByteBuffer.allocate(size);
    return part.put(content, at, size).flip();
  }
}
