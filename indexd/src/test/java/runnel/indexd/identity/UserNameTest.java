package runnel.indexd.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.text.Normalizer;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UserNameTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "a",
        "ann",
        "Ann.Smith",
        "a_b-c.9",
        "-",
        "_",
        "a.",
        "J\u00fcrgen",
        "\u0430\u043d\u043d\u0430",
        "\u5b89",
        "\ud801\udc00", // One letter, two chars.
        "abcdefghijklmnopqrstuvwxyz012345"
      })
  void allowedNames(String text) {
    assertThat(new UserName(text).text()).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ".",
        "..",
        ".ann",
        "a b",
        "a/b",
        "a\\b",
        "a:b",
        "a~b",
        "a\u0000",
        "a\n",
        "<b>",
        "a\u202eb", // Right-to-left override.
        "a\u200db", // Zero-width joiner.
        "Ju\u0308rgen", // NFD.
        "\ud801", // Half a letter.
        "\ufffd",
        "\ud83d\ude00",
        "abcdefghijklmnopqrstuvwxyz0123456"
      })
  void refusedNames(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> new UserName(text));
  }

  @ParameterizedTest
  @CsvSource({
    "ann, ANN",
    "J\u00fcrgen, J\u00dcRGEN",
    "stra\u00dfe, STRASSE",
    "stra\u00dfe, STRA\u1e9eE",
    "\u03c3\u03b1\u03c2, \u03a3\u0391\u03a3",
    "\ud801\udc28, \ud801\udc00"
  })
  void namesThatDifferInCaseFoldAlike(String one, String other) {
    assertThat(new UserName(one).folded()).isEqualTo(new UserName(other).folded());
  }

  @ParameterizedTest
  @CsvSource({"ann, anna", "a.b, ab", "anna, \u0430\u043d\u043d\u0430", "u, \u00fc"})
  void otherNamesStayApart(String one, String other) {
    assertThat(new UserName(one).folded()).isNotEqualTo(new UserName(other).folded());
  }

  @Test
  void foldingALetterTwiceIsFoldingItOnce() {
    for (int letter = 1; letter <= Character.MAX_CODE_POINT; letter++) {
      String text = Character.toString(letter);
      if (Character.isLetterOrDigit(letter) && Normalizer.isNormalized(text, Normalizer.Form.NFC)) {
        String folded = new UserName(text).folded();
        assertThat(new UserName(folded).folded()).as("U+%04X", letter).isEqualTo(folded);
      }
    }
  }

  @Property
  void whatIsAcceptedKeepsTheRules(@ForAll @StringLength(max = 40) String text) {
    try {
      UserName name = new UserName(text);
      assertThat(name.text().codePointCount(0, text.length())).isBetween(1, 32);
      assertThat(List.of(".", "..")).doesNotContain(text);
      assertThat(text).doesNotContain("/", "\u0000").doesNotStartWith(".");
    } catch (IllegalArgumentException e) {
      assertThat(e).hasMessageStartingWith("a name ");
    }
  }
}
