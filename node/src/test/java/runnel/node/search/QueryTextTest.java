package runnel.node.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import runnel.indexd.api.EntryKind;

class QueryTextTest {
  @Test
  void whatIsNoFilterIsWords() {
    QueryText query = QueryText.parse("  lecture \"week  3\" c:\\temp http://x  a:b ");
    assertThat(query.words()).isEqualTo("lecture week  3 c:\\temp http://x a:b");
    assertThat(query.isEmpty()).isFalse();
  }

  @Test
  void filtersAreTakenOutOfTheWordsWhereverTheyStand() {
    QueryText query =
        QueryText.parse("TYPE:Video talk user:\"ann b\" ext:.PDF,djvu size:>1k user:bob");
    assertThat(query.words()).isEqualTo("talk");
    assertThat(query.mediaTypes()).containsExactly("video/");
    assertThat(query.users()).containsExactly("ann b", "bob");
    assertThat(query.extensions()).containsExactly("pdf", "djvu");
    assertThat(query.minBytes()).isEqualTo(OptionalLong.of(1025));
    assertThat(query.maxBytes()).isEmpty();
  }

  @Test
  void aTypeIsAKindOfEntryAWordForManyOrAMediaType() {
    assertThat(QueryText.parse("type:folder").kind()).isEqualTo(Optional.of(EntryKind.FOLDER));
    assertThat(QueryText.parse("type:audio,image/png").mediaTypes())
        .containsExactly("audio/", "image/png");
    assertThatThrownBy(() -> QueryText.parse("type:musik"))
        .hasMessageContaining("type:musik")
        .hasMessageContaining("audio");
  }

  @Test
  void filesOrFoldersIsEverythingAndFoldersOfAKindAreNothing() {
    assertThat(QueryText.parse("x type:file,folder").kind()).isEmpty();
    assertThat(QueryText.parse("x type:file type:video").kind())
        .isEqualTo(Optional.of(EntryKind.FILE));
    assertThatThrownBy(() -> QueryText.parse("type:video,folder"))
        .hasMessageContaining("type:folder");
  }

  @ParameterizedTest
  @CsvSource({
    "size:>10M, 10485761, ",
    "size:>=10MB, 10000000, ",
    "size:<1K, , 1023",
    "size:<=1.5GiB, , 1610612736",
    "size:1M..5M, 1048576, 5242880",
    "size:..2, , 2",
    "size:3.., 3, ",
    "size:>1k size:<3k, 1025, 3071",
    "size:>2k size:>1k, 2049, ",
    "size:>9999999999999T, 9223372036854775807, "
  })
  void sizesAreRanges(String typed, Long min, Long max) {
    QueryText query = QueryText.parse(typed);
    assertThat(query.minBytes()).isEqualTo(optional(min));
    assertThat(query.maxBytes()).isEqualTo(optional(max));
  }

  @Test
  void nothingIsSmallerThanNothing() {
    QueryText query = QueryText.parse("size:<0");
    assertThat(query.minBytes().getAsLong()).isGreaterThan(query.maxBytes().getAsLong());
  }

  @ParameterizedTest
  @ValueSource(strings = {"size:10M", "size:..", "size:>x", "size:1..2..3", "size:>1.2345M"})
  void whatIsNoRangeIsRefusedWithWhatWouldBe(String typed) {
    assertThatThrownBy(() -> QueryText.parse(typed))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("size:>10M");
  }

  @Test
  void whatSaysNothingIsEmpty() {
    assertThat(List.of("", "  ", "\"\"", "\" \"", "ext:.", "user:,"))
        .allMatch(typed -> QueryText.parse(typed).isEmpty());
  }

  @Property
  void anythingElseThatIsTypedMeansSomethingOrIsRefused(
      @ForAll @CharRange(from = ' ', to = 'z') String typed) {
    try {
      QueryText query = QueryText.parse(typed);
      assertThat(query.words().length()).isLessThanOrEqualTo(typed.length());
    } catch (IllegalArgumentException e) {
      assertThat(e.getMessage()).containsAnyOf("type:", "size:");
    }
  }

  private static OptionalLong optional(Long number) {
    return number == null ? OptionalLong.empty() : OptionalLong.of(number);
  }
}
