package runnel.indexd.content;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PiecesRootTest {
  record Golden(int size, Hash root) {}

  static Stream<Golden> goldens() throws IOException {
    try (InputStream table = PiecesRootTest.class.getResourceAsStream("pieces-roots.txt")) {
      return new String(table.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .map(line -> line.split(" ", 2))
          .map(words -> new Golden(Integer.parseInt(words[0]), Hash.parse(words[1])));
    }
  }

  @ParameterizedTest
  @MethodSource("goldens")
  void rootsAreThoseOfLibtorrent(Golden golden) {
    byte[] content = Samples.pattern(golden.size());

    for (int layer = 0; layer <= 4; layer++) {
      assertThat(Samples.hashed(content, layer).id())
          .isEqualTo(ContentId.of(golden.size(), golden.root()));
    }
  }

  @ParameterizedTest
  @MethodSource("goldens")
  void theModelAgreesWithLibtorrent(Golden golden) {
    assertThat(new NaiveTree(Samples.pattern(golden.size())).root()).isEqualTo(golden.root());
  }

  @Test
  void emptyContentHasNoRoot() {
    assertThat(Samples.hashed(new byte[0], 2).id()).isEqualTo(ContentId.EMPTY);
    assertThat(Samples.hashed(new byte[0], 2).layerHashes()).isEmpty();
  }

  @Test
  void theTableIsThere() throws IOException {
    assertThat(goldens()).hasSizeGreaterThan(15);
  }
}
