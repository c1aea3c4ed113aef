package runnel.indexd.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.text.Normalizer;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkNameTest {
  @ParameterizedTest
  @ValueSource(strings = {"a", "runnel", "Lab 3", "J\u00fcrgen's & co.", "\u5b89", "\ud83c\udf88"})
  void allowedNames(String text) {
    assertThat(new NetworkName(text).text()).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        " lab",
        "lab ",
        "a\nb",
        "a\tb",
        "a\u0000",
        "a\u202eb", // Right to left from here.
        "a\u200bb", // Not seen.
        "a\u00a0b", // A space that can't be told from one.
        "a\u2028b",
        "\ue000",
        "\ud800",
        "u\u0308" // Not NFC.
      })
  void refusedNames(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> new NetworkName(text));
  }

  @Test
  void has64LettersAtMost() {
    assertThat(new NetworkName("\ud83c\udf88".repeat(64)).text()).hasSize(128);
    assertThatIllegalArgumentException().isThrownBy(() -> new NetworkName("a".repeat(65)));
  }

  @Test
  void whatIsTypedInAnotherFormIsTheSameName() {
    assertThat(NetworkName.typed("u\u0308")).isEqualTo(new NetworkName("\u00fc"));
  }

  @Property(tries = 500)
  void anyTextIsANameOrRefused(@ForAll String text) {
    try {
      String name = NetworkName.typed(text).text();
      assertThat(name).isEqualTo(Normalizer.normalize(text, Normalizer.Form.NFC)).isNotBlank();
      assertThat(name.codePoints().noneMatch(Character::isISOControl)).isTrue();
    } catch (IllegalArgumentException e) {
      assertThat(e).hasMessageContaining("a network's name");
    }
  }
}
