package runnel.indexd.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.apache.lucene.search.IndexSearcher;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import runnel.indexd.api.Hit;
import runnel.indexd.api.IndexException;
import runnel.indexd.api.SearchAnswer;
import runnel.indexd.api.SearchQuery;
import runnel.indexd.api.SearchQuery.Filter;
import runnel.indexd.catalog.Entry;

/** Queries of many words, each of which is like many others that there are. */
class LongQueryTest {
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final int LIKE_EACH = 60;
  private static final List<String> WORDS =
      List.of(
          "lecture",
          "quantum",
          "mechanics",
          "chapter",
          "physics",
          "advanced",
          "semester",
          "exercise",
          "solution",
          "appendix",
          "reading",
          "seminar",
          "summary",
          "problem",
          "english",
          "edition");

  @TempDir Path folder;
  private final Library library = new Library();
  private Search search;

  @BeforeEach
  void publish() {
    search = new Search(folder.resolve("search"), library);
    List<Entry> files = new ArrayList<>();
    files.add(Trees.file(String.join(" ", WORDS), 1));
    files.add(Trees.file(String.join(" ", WORDS).replace("physics", "phisics"), 1));
    Random random = new Random(1);
    for (int i = 0; i < LIKE_EACH; i++) {
      int number = i;
      String name = WORDS.stream().map(word -> like(word, random)).collect(Collectors.joining(" "));
      String title =
          WORDS.stream().map(word -> like(word, random)).collect(Collectors.joining(" "));
      files.add(Trees.file(number + " " + name, 1, Map.of("title", title)));
    }
    search.changed(library.publish(Library.peer("ann"), Map.of("like/", files)));
    awaitAll();
  }

  @AfterEach
  void close() {
    search.close();
  }

  @Test
  void upToSixteenWordsFindWhatIsMeant() {
    for (int count = 1; count <= WORDS.size(); count++) {
      SearchAnswer answer = search(String.join(" ", WORDS.subList(0, count)));
      assertThat(answer.hits().getFirst().name())
          .as("%s words", count)
          .startsWith("lecture quantum");
    }
    String mistyped = String.join(" ", WORDS).replace("semester", "semestre");
    assertThat(search(mistyped).hits()).extracting(Hit::name).contains(String.join(" ", WORDS));
  }

  @Test
  void whatWasFoundBeforeLuceneRefusesIsTheAnswer() {
    int most = IndexSearcher.getMaxClauseCount();
    IndexSearcher.setMaxClauseCount(40); // Enough for the words and what begins with them.
    try {
      SearchAnswer answer = search(String.join(" ", WORDS));
      assertThat(answer.hits()).hasSize(1);
      assertThat(answer.exact()).isFalse();
    } finally {
      IndexSearcher.setMaxClauseCount(most);
    }
  }

  private static String like(String word, Random random) {
    int at = 1 + random.nextInt(word.length() - 1);
    return word.substring(0, at) + (char) ('a' + random.nextInt(26)) + word.substring(at + 1);
  }

  private SearchAnswer search(String words) {
    return search.search(new SearchQuery(words, Filter.NONE, 0, 50));
  }

  private void awaitAll() {
    long end = System.nanoTime() + SOON.toNanos();
    while (System.nanoTime() < end) {
      try {
        if (search("lecture").searchable() == 1) {
          return;
        }
      } catch (IndexException e) {
        assertThat(e.kind()).isEqualTo(IndexException.Kind.UNAVAILABLE);
      }
      Thread.onSpinWait();
    }
  }
}
