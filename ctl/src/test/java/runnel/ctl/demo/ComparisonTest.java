package runnel.ctl.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ComparisonTest {
  @TempDir private Path original;
  @TempDir private Path copy;

  @BeforeEach
  void equalTrees() throws IOException {
    for (Path tree : new Path[] {original, copy}) {
      Files.createDirectories(tree.resolve("a b/empty"));
      Files.writeString(tree.resolve("a b/ü"), "hello");
      Files.createFile(tree.resolve("nothing"));
    }
  }

  @Test
  void equalTreesHaveNoDifferences() throws IOException {
    Comparison.Result result = compare();
    assertThat(result.differences()).isEmpty();
    assertThat(result.files()).isEqualTo(2);
    assertThat(result.bytes()).isEqualTo(5);
  }

  @Test
  void otherBytesAreADifference() throws IOException {
    Files.writeString(copy.resolve("a b/ü"), "hellO");
    assertThat(compare().differences()).singleElement().asString().contains("not the same bytes");
  }

  @Test
  void whatIsMissingIsADifference() throws IOException {
    Files.delete(copy.resolve("nothing"));
    Files.delete(copy.resolve("a b/empty"));
    assertThat(compare().differences()).hasSize(2).allMatch(text -> text.startsWith("missing"));
  }

  @Test
  void whatIsTooMuchIsADifference() throws IOException {
    Files.createFile(copy.resolve("more"));
    assertThat(compare().differences()).singleElement().asString().endsWith("more");
  }

  @Test
  void folderInPlaceOfAFileIsADifference() throws IOException {
    Files.delete(copy.resolve("nothing"));
    Files.createDirectory(copy.resolve("nothing"));
    assertThat(compare().differences()).isNotEmpty();
  }

  @Test
  void fileInPlaceOfAFolderIsADifference() throws IOException {
    Files.delete(copy.resolve("a b/empty"));
    Files.createFile(copy.resolve("a b/empty"));
    assertThat(compare().differences()).singleElement().asString().endsWith("empty");
  }

  @Test
  void aFolderThatIsNotThereIsADifferenceForEverything() throws IOException {
    copy = copy.resolve("not there");
    assertThat(compare().differences()).hasSizeGreaterThan(4);
  }

  @Test
  void namesThatNeverAppearAreNotWaitedForLonger() throws IOException {
    Files.createFile(original.resolve("late"));
    try (Comparison comparison = new Comparison(Duration.ofSeconds(5))) {
      assertThat(comparison.awaitSameNames(original, copy, Duration.ZERO)).isFalse();
      Files.createFile(copy.resolve("late"));
      assertThat(comparison.awaitSameNames(original, copy, Duration.ofSeconds(5))).isTrue();
    }
  }

  private Comparison.Result compare() throws IOException {
    try (Comparison comparison = new Comparison(Duration.ofSeconds(5))) {
      return comparison.compare(original, copy);
    }
  }
}
