package runnel.node.media;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MediaTypesTest {
  @ParameterizedTest
  @CsvSource({
    "intro.mkv, video/x-matroska",
    "SCAN.PDF, application/pdf",
    "a.tar.gz, application/gzip",
    ".png, image/png",
    "readme, application/octet-stream",
    "strange.xyzzy, application/octet-stream",
    "dot., application/octet-stream"
  })
  void theEndingOfTheNameDecides(String name, String type) {
    assertThat(MediaTypes.of(name)).isEqualTo(type);
  }

  @Test
  void whatHasNoEndingIsUnknown() {
    assertThat(MediaTypes.of("")).isEqualTo(MediaTypes.UNKNOWN);
  }
}
