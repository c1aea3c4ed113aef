package runnel.node.peer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import runnel.indexd.content.HashRange;
import runnel.node.cache.ByteRange;

class RangeHeaderTest {
  @ParameterizedTest
  @CsvSource({
    "bytes=0-0, 0, 1",
    "bytes=5-9, 5, 5",
    "bytes=90-, 90, 10",
    "bytes=90-1000, 90, 10",
    "bytes=0-9223372036854775806, 0, 100"
  })
  void aRangeIsCutAtTheEnd(String header, long offset, long length) {
    assertThat(RangeHeader.bytes(header, 100)).contains(new ByteRange(offset, length));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "bytes=",
        "bytes=-5",
        "bytes=100-",
        "bytes=9-5",
        "bytes=0-1,5-6",
        "bytes=-1-5",
        "bytes=9223372036854775808-",
        "bytes=0-9999999999999999999",
        "bytes=99999999999999999999999-",
        "octets=0-5",
        " bytes=0-5"
      })
  void anythingElseIsNoRange(String header) {
    assertThat(RangeHeader.bytes(header, 100)).isEmpty();
  }

  @Test
  void hashesAreLayerIndexCount() {
    assertThat(RangeHeader.hashes("2;64;64")).contains(new HashRange(2, 64, 64));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "2;1;64", "2;0;63", "99;0;1", "2;-1;1", "2;0;16384", "2;0", "a;b;c"})
  void otherHashesAreNone(String header) {
    assertThat(RangeHeader.hashes(header)).isEmpty();
  }
}
