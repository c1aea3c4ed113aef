package runnel.indexd.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.math.BigInteger;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class ShapeTest {
  @Property
  void everyLengthHasAShapeWithoutOverflow(@ForAll @LongRange(min = 1) long length) {
    Shape shape = Shape.of(length);
    BigInteger leafBytes = BigInteger.valueOf(16384);
    BigInteger leaves =
        BigInteger.valueOf(length).add(leafBytes).subtract(BigInteger.ONE).divide(leafBytes);

    assertThat(shape.leaves()).isEqualTo(leaves.longValueExact());
    assertThat(shape.nodes(0)).isEqualTo(shape.leaves());
    assertThat(shape.nodes(shape.rootLayer())).isEqualTo(1);
    for (int layer = 0; layer <= shape.rootLayer(); layer++) {
      long last = shape.nodes(layer) - 1;
      assertThat(shape.width(layer)).isGreaterThanOrEqualTo(shape.nodes(layer));
      assertThat(shape.offset(layer, last) + shape.bytes(layer, last)).isEqualTo(length);
      assertThat(shape.bytes(layer, last)).isPositive();
      if (last > 0) {
        assertThat(shape.bytes(layer, 0)).isEqualTo(16384L << layer);
        assertThat(shape.offset(layer, 1)).isEqualTo(16384L << layer);
      }
    }
    assertThat(shape.width(0) / 2).isLessThan(shape.leaves());
  }

  @Test
  void theLongestContentHasAShape() {
    Shape shape = Shape.of(Long.MAX_VALUE);

    assertThat(shape.leaves()).isEqualTo(1L << 49);
    assertThat(shape.rootLayer()).isEqualTo(Shape.MAX_LAYER);
    assertThat(shape.bytes(49, 0)).isEqualTo(Long.MAX_VALUE);
    assertThat(shape.bytes(0, (1L << 49) - 1)).isEqualTo(16383);
  }

  @Test
  void smallContentIsOneLeafAndEmptyContentIsNone() {
    assertThat(Shape.of(16384).rootLayer()).isZero();
    assertThat(Shape.of(16385).rootLayer()).isEqualTo(1);
    assertThat(Shape.of(0).nodes(0)).isZero();
    assertThat(Shape.of(0).width(0)).isZero();
  }

  @Test
  void whatIsOutsideHasNoBytes() {
    assertThatExceptionOfType(IndexOutOfBoundsException.class)
        .isThrownBy(() -> Shape.of(0).bytes(0, 0));
    assertThatExceptionOfType(IndexOutOfBoundsException.class)
        .isThrownBy(() -> Shape.of(16384).bytes(1, 0));
    assertThatExceptionOfType(IndexOutOfBoundsException.class)
        .isThrownBy(() -> Shape.of(49153).bytes(1, 2));
    assertThatExceptionOfType(IndexOutOfBoundsException.class)
        .isThrownBy(() -> Shape.of(1).bytes(0, -1));
  }
}
