package runnel.indexd.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class WordsTest {
  @Test
  void runsAreCutWhereCaseOrDigitsChangeAndKeptAsAWhole() {
    assertThat(Words.of("IntroVideo2.mp4"))
        .containsExactlyInAnyOrder("intro", "video", "2", "introvideo2", "mp", "4", "mp4");
    assertThat(Words.of("HTMLParser_old"))
        .containsExactlyInAnyOrder("html", "parser", "htmlparser", "old");
    assertThat(Words.of("WiFi")).containsExactlyInAnyOrder("wi", "fi", "wifi");
    assertThat(Words.of("lecture 3")).containsExactlyInAnyOrder("lecture", "3");
    assertThat(Words.of("ALL CAPS")).containsExactlyInAnyOrder("all", "caps");
  }

  @Test
  void caseAndAccentsAndFormsOfLettersDoNotMatter() {
    assertThat(Words.of("Ünïcödé Straße Łódź ærø"))
        .containsExactly("unicode", "strasse", "lodz", "aero");
    assertThat(Words.of("Café")).isEqualTo(Words.of("Cafe\u0301")).containsExactly("cafe");
    assertThat(Words.of("ﬁle ＡＢＣ１")).containsExactlyInAnyOrder("file", "abc", "1", "abc1");
    assertThat(Words.of("ΟΔΟΣ")).isEqualTo(Words.of("οδος"));
    assertThat(Words.of("Й")).isEqualTo(Words.of("й"));
  }

  @Test
  void writingWithoutSpacesIsCutIntoPairs() {
    assertThat(Words.of("東京都2024")).containsExactlyInAnyOrder("東京", "京都", "都", "2024");
    assertThat(Words.of("車")).containsExactly("車");
    assertThat(Words.of("한국어")).containsExactlyInAnyOrder("한국", "국어", "어");
    assertThat(Words.runs("東京都").getFirst().parts()).containsExactly("東京", "京都");
  }

  @Test
  void vowelSignsBelongToTheirWord() {
    assertThat(Words.of("हिन्दी गीत")).hasSize(2);
  }

  @Test
  void nothingToBeReadIsNoWord() {
    for (String text : List.of("", " ", "***", "?!", "\ud800", "\udc00x".substring(0, 1), "…—🎉")) {
      assertThat(Words.of(text)).as(text).isEmpty();
    }
  }

  @Test
  void longRunsAreCutAlikeInNamesAndQueries() {
    String run = "x".repeat(300);
    assertThat(Words.of(run)).containsExactly("x".repeat(SearchLimits.WORD_CHARS));
    assertThat(Words.of("𐐀".repeat(100)).iterator().next().length())
        .isLessThanOrEqualTo(SearchLimits.WORD_CHARS);
  }

  @Property
  void everyWordIsBoundedAndOfOneCase(@ForAll String text) {
    for (String word : Words.of(text)) {
      assertThat(word).isNotEmpty().hasSizeLessThanOrEqualTo(SearchLimits.WORD_CHARS);
      assertThat(word).isEqualTo(word.toLowerCase(Locale.ROOT));
    }
  }

  @Property
  void whateverIsFoundByAQueryHasAllItsWords(@ForAll String text) {
    Set<String> words = Words.of(text);
    for (Words.Run run : Words.runs(text)) {
      assertThat(words).containsAll(run.parts());
      assertThat(words).containsAll(run.whole().stream().toList());
      assertThat(run.parts()).isNotEmpty();
    }
  }

  @Property
  void upperCaseAsciiHasTheWordsOfLowerCase(
      @ForAll @StringLength(max = 30) @CharRange(from = ' ', to = '`') String text) {
    assertThat(Words.of(text)).isEqualTo(Words.of(text.toLowerCase(Locale.ROOT)));
  }

  @Property
  void partsTogetherAreTheWhole(
      @ForAll @StringLength(min = 1, max = 40) @CharRange(from = '0', to = 'z') String text) {
    for (Words.Run run : Words.runs(text)) {
      String together = String.join("", run.parts());
      assertThat(run.whole().orElse(run.parts().getFirst())).isEqualTo(together);
      assertThat(run.tail()).isEqualTo(Optional.empty());
    }
  }
}
