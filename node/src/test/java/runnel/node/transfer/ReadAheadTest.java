package runnel.node.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import runnel.node.cache.ByteRange;

class ReadAheadTest {
  private static final int KIB = 1 << 10;
  private static final long GIB = 1L << 30;

  @Test
  void aTouchOfTheHeadFetchesNothingAhead() {
    assertThat(new ReadAhead(GIB, 16 << 20).note(new ByteRange(0, 128 * KIB))).isEmpty();
  }

  @Test
  void randomReadsFetchNothingAhead() {
    ReadAhead ahead = new ReadAhead(GIB, 16 << 20);
    for (long offset : new long[] {0, 500_000_000, 7_000_000, 900_000_000, 40_000_000}) {
      assertThat(ahead.note(new ByteRange(offset, 4 * KIB))).isEmpty();
    }
  }

  @Test
  void aSequentialReaderIsAheadOfItselfByTheWholeWindow() {
    ReadAhead ahead = new ReadAhead(GIB, 16 << 20);
    long asked = 0;
    for (long offset = 0; offset < 256 << 20; offset += 128 * KIB) {
      Optional<ByteRange> step = ahead.note(new ByteRange(offset, 128 * KIB));
      asked = step.map(ByteRange::end).orElse(asked);
    }
    assertThat(asked).isBetween((256L << 20) + (12 << 20), (256L << 20) + (16 << 20));
  }

  @Test
  void requestsAheadAreLargeOnceTheWindowIs() {
    ReadAhead ahead = new ReadAhead(GIB, 16 << 20);
    List<Long> lengths = new ArrayList<>();
    for (long offset = 0; offset < 256 << 20; offset += 128 * KIB) {
      ahead.note(new ByteRange(offset, 128 * KIB)).ifPresent(step -> lengths.add(step.length()));
    }
    assertThat(lengths.subList(lengths.size() - 20, lengths.size()))
        .allMatch(length -> length >= 4 << 20);
  }

  @Property
  void whatIsAheadNeverOverlapsAndNeverPassesTheEnd(
      @ForAll @IntRange(min = 1, max = 5_000_000) int contentBytes,
      @ForAll @IntRange(min = 1, max = 200_000) int step) {
    ReadAhead ahead = new ReadAhead(contentBytes, 1 << 20);
    long asked = 0;
    for (long offset = 0; offset < contentBytes; offset += step) {
      ByteRange read = new ByteRange(offset, Math.min(step, contentBytes - offset));
      Optional<ByteRange> next = ahead.note(read);
      if (next.isPresent()) {
        assertThat(next.get().offset()).isGreaterThanOrEqualTo(asked);
        assertThat(next.get().end()).isLessThanOrEqualTo(contentBytes);
        asked = next.get().end();
      }
    }
  }
}
