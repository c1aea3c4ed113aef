package runnel.indexd.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import runnel.indexd.api.Hit;
import runnel.indexd.api.Index;
import runnel.indexd.api.IndexException;
import runnel.indexd.api.SearchAnswer;
import runnel.indexd.api.SearchQuery;
import runnel.indexd.identity.Identity;

/** Search through an index in this process, from publication to hit. */
class LocalSearchTest {
  private static final Duration SOON = Duration.ofSeconds(20);

  @TempDir Path folder;
  private final Identity ann = Identity.create();
  private final Identity bob = Identity.create();
  private TestIndex index;
  private Shelf anns;
  private Shelf bobs;

  @BeforeEach
  void open() {
    index = new TestIndex(folder, Identity.create().id(), new FakeClock());
    anns = new Shelf(ann, "ann", as(ann));
    bobs = new Shelf(bob, "bob", as(bob));
  }

  @AfterEach
  void close() {
    index.close();
  }

  @Test
  void whatWasPublishedIsFoundByAWordItsBeginningOrATypingError() {
    var _ = anns.file("Talks/Week 3/Lecture3.pdf").file("Talks/Intro.mkv").publish();
    SearchAnswer answer = found("lecture", all -> all.searchable() == 1);
    assertThat(answer.searchable()).isEqualTo(1);
    assertThat(answer.catalogs()).isEqualTo(1);
    assertThat(answer.exact()).isTrue();
    assertThat(answer.matches()).isEqualTo(1);
    Hit hit = answer.hits().getFirst();
    assertThat(hit.path()).containsExactly("Talks", "Week 3", "Lecture3.pdf");
    assertThat(hit.owner()).isEqualTo(ann.id());
    assertThat(hit.owners()).containsExactly(ann.id());
    for (String words :
        List.of("lect", "lecture 3", "Lecture3", "lectrue", "pdf lec", "week 3 lecture")) {
      assertThat(names(words)).as(words).containsExactly("Lecture3.pdf");
    }
    assertThat(names("talks")).containsExactly("Talks", "Week 3", "Intro.mkv", "Lecture3.pdf");
    assertThat(names("lecture mkv")).isEmpty();
  }

  @Test
  void changesAreFoundAndWhatIsGoneIsNot() {
    var _ = anns.file("old/one.txt").file("old/two.txt").file("kept.txt").publish();
    assertThat(found("kept", all -> !all.hits().isEmpty()).hits()).hasSize(1);
    var _ = anns.without("old").file("new/one.txt").file("added.txt").publish();
    assertThat(found("added", all -> !all.hits().isEmpty()).hits()).hasSize(1);
    assertThat(names("old")).isEmpty();
    assertThat(names("two")).isEmpty();
    assertThat(names("one")).containsExactly("one.txt");
  }

  @Test
  void theSameContentAtSeveralOwnersIsOneHitAtWhoIsOnline() {
    var _ = anns.file("a.mp3", "same", Map.of("title", "Blue")).publish();
    var _ = bobs.file("songs/longer name.mp3", "same", Map.of("title", "Blue")).publish();
    SearchAnswer answer = found("blue", all -> all.matches() == 2);
    assertThat(answer.hits()).hasSize(1);
    assertThat(answer.hits().getFirst().path()).containsExactly("a.mp3");
    as(ann).leave();
    Hit hit = search("blue").hits().getFirst();
    assertThat(hit.owner()).isEqualTo(bob.id());
    assertThat(hit.path()).containsExactly("songs", "longer name.mp3");
    assertThat(hit.owners()).containsExactly(bob.id(), ann.id());
  }

  @Test
  void aRestartFindsWhatWasThereAndWhatCameWithoutSearchKnowing() throws Exception {
    var _ = anns.file("before.txt").publish();
    assertThat(found("before", all -> !all.hits().isEmpty()).hits()).hasSize(1);
    close();
    open();
    assertThat(found("before", all -> all.searchable() == 1).hits()).hasSize(1);
    var _ = anns.file("after.txt").publish();
    close();
    try (var files = Files.list(folder.resolve("index/search"))) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    open();
    assertThat(found("after", all -> all.searchable() == 1).hits()).hasSize(1);
  }

  @Test
  void aQueryForNothingIsRefused() {
    for (String words : List.of("", "  ", "***", "?", "\ud800", "…—")) {
      assertThatThrownBy(() -> search(words))
          .isInstanceOfSatisfying(
              IndexException.class,
              e -> assertThat(e.kind()).isEqualTo(IndexException.Kind.REFUSED));
    }
  }

  private Index as(Identity peer) {
    return index.index().as(peer.key());
  }

  private List<String> names(String words) {
    return search(words).hits().stream().map(Hit::name).toList();
  }

  private SearchAnswer search(String words) {
    return as(bob).search(new SearchQuery(words, SearchQuery.Filter.NONE, 0, 20));
  }

  /** Searches until the answer is as expected: the index fills a moment after a publication. */
  private SearchAnswer found(String words, Predicate<SearchAnswer> expected) {
    long end = System.nanoTime() + SOON.toNanos();
    SearchAnswer answer = search(words);
    while (!expected.test(answer) && System.nanoTime() < end) {
      Thread.onSpinWait();
      answer = search(words);
    }
    return answer;
  }
}
