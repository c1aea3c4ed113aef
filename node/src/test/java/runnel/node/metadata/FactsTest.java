package runnel.node.metadata;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import runnel.indexd.catalog.CatalogLimits;

class FactsTest {
  @Property
  void whateverIsSaidFitsACatalogEntry(@ForAll String said) {
    Map<String, String> all = new HashMap<>();
    Facts.KEYS.forEach(key -> all.put(key, said.repeat(50)));

    Map<String, String> fit = Facts.of(all);

    int bytes = 1;
    for (Map.Entry<String, String> pair : fit.entrySet()) {
      bytes += 3 + utf8(pair.getKey()) + utf8(pair.getValue());
      assertThat(pair.getValue())
          .isEqualTo(pair.getValue().strip())
          .isNotEmpty()
          .doesNotContainPattern("[\\p{Cntrl}\\u202e\\u2028]");
    }
    assertThat(bytes).isLessThanOrEqualTo(CatalogLimits.METADATA_BYTES);
  }

  @Test
  void whatNobodyKnowsIsDropped() {
    assertThat(Facts.of(Map.of("X-Parsed-By", "x", "title", "T", "artist", " \u0000 ")))
        .isEqualTo(Map.of("title", "T"));
  }

  @Test
  void whatWouldDeceiveTheEyeBecomesASpace() {
    assertThat(Facts.of(Map.of("title", "invoice\u202efdp.exe\n\u001b[31mred")))
        .isEqualTo(Map.of("title", "invoice fdp.exe [31mred"));
  }

  private static int utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}
