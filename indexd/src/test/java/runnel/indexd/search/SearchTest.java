package runnel.indexd.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static runnel.indexd.search.Trees.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.lucene.document.Document;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.store.FSDirectory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import runnel.indexd.api.EntryKind;
import runnel.indexd.api.Hit;
import runnel.indexd.api.IndexException;
import runnel.indexd.api.IndexException.Kind;
import runnel.indexd.api.SearchAnswer;
import runnel.indexd.api.SearchQuery;
import runnel.indexd.api.SearchQuery.Filter;
import runnel.indexd.api.SearchQuery.Media;
import runnel.indexd.catalog.BuiltFolder;
import runnel.indexd.catalog.Entry;
import runnel.indexd.identity.PeerId;

class SearchTest {
  private static final PeerId ANN = Library.peer("ann");
  private static final PeerId BOB = Library.peer("bob");
  private static final Duration SOON = Duration.ofSeconds(20);

  @TempDir Path folder;
  private final Library library = new Library();
  private Search search;

  @BeforeEach
  void open() {
    search = new Search(folder.resolve("search"), library);
  }

  @AfterEach
  void close() {
    search.close();
  }

  @Test
  void nothingIsOpenedBeforeItIsNeeded() {
    assertThat(folder.resolve("search")).doesNotExist();
    assertThat(Thread.getAllStackTraces().keySet())
        .noneMatch(thread -> thread.getName().equals("search-indexer"));
  }

  @Test
  void namesComeBeforeMetadataBeforeFoldersAndWordsBeforeBeginningsBeforeErrors() {
    publish(
        Map.of(
            "", List.of(file("blue.txt", 1), file("a bluebird.txt", 1), file("bleu.txt", 1)),
            "songs/", List.of(file("x.mp3", 1, Map.of("artist", "Blue Band", "type", "blue/x"))),
            "Blue/", List.of(file("y.mp3", 1))));
    assertThat(names("blue"))
        .containsExactly("Blue", "blue.txt", "a bluebird.txt", "x.mp3", "y.mp3", "bleu.txt");
    assertThat(names("blue mp3")).containsExactly("x.mp3", "y.mp3");
  }

  @Test
  void shorterNamesComeFirstAmongEquals() {
    publish(
        Map.of(
            "",
            List.of(
                file("notes of a very long week.txt", 1),
                file("notes.txt", 1),
                file("my notes.txt", 1))));
    assertThat(names("notes"))
        .containsExactly("notes.txt", "my notes.txt", "notes of a very long week.txt");
  }

  @Test
  void wordsThatAreJoinedOrCutOtherwiseAreFound() {
    publish(
        Map.of(
            "",
            List.of(
                file("Lecture 3", 1),
                file("WiFi setup", 1),
                file("Café crème", 1),
                file("東京都の写真", 1))));
    assertThat(names("lecture3")).containsExactly("Lecture 3");
    assertThat(names("Wifi")).containsExactly("WiFi setup");
    assertThat(names("cafe CREME")).containsExactly("Café crème");
    assertThat(names("京都")).containsExactly("東京都の写真");
    assertThat(names("真")).containsExactly("東京都の写真");
    assertThat(names("京写")).isEmpty();
  }

  @Test
  void typingErrorsAreForgivenInLongWordsNeverInTheFirstLetterNorInNumbers() {
    publish(Map.of("", List.of(file("algorithms 2019", 1), file("tree", 1), file("cat", 1))));
    assertThat(names("algoritms")).containsExactly("algorithms 2019");
    assertThat(names("algorthims")).containsExactly("algorithms 2019");
    assertThat(names("ttee")).containsExactly("tree");
    assertThat(names("cst")).isEmpty();
    assertThat(names("2018")).isEmpty();
    assertThat(names("klgorithms")).isEmpty();
  }

  @Test
  void filtersNarrow() {
    publish(
        Map.of(
            "",
            List.of(
                file("song.MP3", 5, Map.of("type", "audio/mpeg")),
                file("bare.mp3", 50),
                file("fake.mp3", 500, Map.of("type", "text/plain")),
                file("all.tar.gz", 5000)),
            "folder.mp3/",
            List.of(file("inner.txt", 1))));
    search.changed(library.publish(BOB, Map.of("", List.of(file("bobs.mp3", 8)))));
    Media audio = new Media(List.of("audio/"), List.of("mp3", "ogg"));
    found("bobs", answer -> answer.hits().size() == 1);
    assertThat(names(media(audio))).containsExactlyInAnyOrder("song.MP3", "bare.mp3", "bobs.mp3");
    assertThat(names(extensions("tar.gz"))).containsExactly("all.tar.gz");
    assertThat(names(extensions("gz", "txt"))).containsExactlyInAnyOrder("all.tar.gz", "inner.txt");
    assertThat(names(kind(EntryKind.FOLDER))).containsExactly("folder.mp3");
    assertThat(names(bytes(6, 50))).containsExactlyInAnyOrder("bare.mp3", "bobs.mp3");
    assertThat(names(owners(BOB))).containsExactly("bobs.mp3");
    assertThat(search("mp3", kind(EntryKind.FOLDER)).hits())
        .extracting(Hit::name)
        .containsExactly("folder.mp3");
  }

  @Test
  void pagesFollowEachOther() {
    List<Entry> files = IntStream.range(0, 500).mapToObj(i -> file("page " + i, i)).toList();
    publish(Map.of("", files));
    List<String> all = new ArrayList<>();
    for (int offset = 0; offset < 500; offset += 50) {
      SearchAnswer answer = search.search(new SearchQuery("page", Filter.NONE, offset, 50));
      all.addAll(answer.hits().stream().map(Hit::name).toList());
    }
    assertThat(all).hasSize(500).doesNotHaveDuplicates();
    SearchAnswer whole = search.search(new SearchQuery("page", Filter.NONE, 0, 200));
    assertThat(whole.hits()).hasSize(200);
    assertThat(whole.matches()).isEqualTo(500);
  }

  @Test
  void aFolderThatIsDamagedOrOfAnotherFormIsMadeAnew() throws IOException {
    publish(Map.of("", List.of(file("kept.txt", 1))));
    for (String damage : List.of("segments", "all", "format")) {
      close();
      damage(damage);
      open();
      assertThat(found("kept", answer -> answer.searchable() == 1).hits()).as(damage).hasSize(1);
    }
  }

  @Test
  void whereNothingCanBeWrittenSearchSaysSoAndRecoversByItself() throws IOException {
    Path blocked = folder.resolve("search");
    Files.writeString(blocked, "a file where a folder should be");
    search.changed(library.publish(ANN, Map.of("", List.of(file("x", 1)))));
    IndexException e = failure("x");
    assertThat(e.kind()).isEqualTo(Kind.UNAVAILABLE);
    assertThat(e).hasMessageContaining("could not search").hasMessageContaining("tried again");
    search.changed(library.publish(ANN, Map.of("", List.of(file("y", 1)))));
    Files.delete(blocked);
    assertThat(found("y", answer -> answer.searchable() == 1).hits()).hasSize(1);
    assertThat(search("x", Filter.NONE).hits()).isEmpty();
  }

  @Test
  void oddQueriesAreAnsweredOrRefusedSoon() {
    List<Entry> files = new ArrayList<>();
    Random random = new Random(5);
    for (int i = 0; i < 3_000; i++) {
      files.add(file("w" + Long.toString(random.nextLong() >>> 1, 36) + " " + i, 1));
    }
    publish(Map.of("", files));
    List<String> odd =
        List.of(
            "*",
            "?*?",
            "\ud800",
            "a".repeat(256),
            "ab ".repeat(85).strip(),
            "w w w w",
            "aA1".repeat(80),
            "東".repeat(250),
            "\u202e\u0000\uffff",
            "AND OR NOT",
            "name:x",
            "[a TO z]",
            ("w" + "x".repeat(63) + " ").repeat(3).strip(),
            "é".repeat(250));
    for (String words : odd) {
      long begin = System.nanoTime();
      try {
        assertThat(search(words, Filter.NONE).hits()).isNotNull();
      } catch (IndexException e) {
        assertThat(e.kind()).isEqualTo(Kind.REFUSED);
      }
      assertThat(Duration.ofNanos(System.nanoTime() - begin))
          .as(words)
          .isLessThan(Duration.ofSeconds(2));
    }
  }

  @Test
  void tooManyQueriesAtOnceAreToldToComeAgain() throws Exception {
    publish(Map.of("", List.of(file("one", 1))));
    int asked = 400;
    List<Future<Boolean>> answers = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < asked; i++) {
        answers.add(threads.submit(this::isAnswered));
      }
    }
    long answered = 0;
    for (Future<Boolean> answer : answers) {
      answered += answer.get() ? 1 : 0;
    }
    assertThat(answered).isGreaterThanOrEqualTo(SearchLimits.WAITING);
    assertThat(isAnswered()).isTrue();
  }

  @Test
  void aCatalogThatListsOneFolderTwiceOnEachOfSixtyLevelsHindersNobody() {
    BuiltFolder tower = library.trees().folder(file("brick", 1));
    for (int level = 0; level < 60; level++) {
      tower = library.trees().folder(Trees.in("left", tower), Trees.in("right", tower));
    }
    search.changed(library.publish(BOB, tower.id()));
    publish(Map.of("", List.of(file("mine.txt", 1))));
    assertThat(found("mine", answer -> answer.hits().size() == 1).hits()).hasSize(1);
  }

  @Test
  void whatIsAnsweredAfterTheEndIsThatItEnded() {
    publish(Map.of("", List.of(file("x", 1))));
    close();
    assertThat(failure("x").kind()).isEqualTo(Kind.UNAVAILABLE);
    close();
  }

  private boolean isAnswered() {
    try {
      return search("one", Filter.NONE).hits().size() == 1;
    } catch (IndexException e) {
      assertThat(e.kind()).isEqualTo(Kind.UNAVAILABLE);
      return false;
    }
  }

  private void damage(String how) throws IOException {
    Path there = folder.resolve("search");
    try (Stream<Path> files = Files.list(there)) {
      for (Path file : files.toList()) {
        boolean segments = file.getFileName().toString().startsWith("segments");
        if (how.equals("format")) {
          Files.delete(file);
        } else if (segments || how.equals("all")) {
          Files.write(file, new byte[] {1, 2, 3});
        }
      }
    }
    if (how.equals("format")) {
      try (var directory = FSDirectory.open(there);
          var writer = new IndexWriter(directory, new IndexWriterConfig())) {
        long _ = writer.addDocument(new Document());
      }
    }
  }

  private void publish(Map<String, List<Entry>> folders) {
    search.changed(library.publish(ANN, folders));
    long catalogs = library.editions().size();
    String any = "nothing";
    SearchAnswer answer = found(any, all -> all.searchable() == catalogs || catalogs > 1);
    assertThat(answer.catalogs()).isEqualTo(catalogs);
  }

  private List<String> names(String words) {
    return search(words, Filter.NONE).hits().stream().map(Hit::name).toList();
  }

  private List<String> names(Filter filter) {
    return search("", filter).hits().stream().map(Hit::name).toList();
  }

  private SearchAnswer search(String words, Filter filter) {
    return search.search(new SearchQuery(words, filter, 0, 50));
  }

  private IndexException failure(String words) {
    return catchThrowableOfType(IndexException.class, () -> search(words, Filter.NONE));
  }

  /** Searches until the answer is as expected. */
  private SearchAnswer found(String words, Predicate<SearchAnswer> expected) {
    long end = System.nanoTime() + SOON.toNanos();
    while (true) {
      try {
        SearchAnswer answer = search(words, Filter.NONE);
        if (expected.test(answer) || System.nanoTime() > end) {
          return answer;
        }
      } catch (IndexException e) {
        assertThat(e.kind()).isEqualTo(Kind.UNAVAILABLE);
        assertThat(System.nanoTime()).as(e.getMessage()).isLessThan(end);
      }
      Thread.onSpinWait();
    }
  }

  private static Filter media(Media media) {
    return filter(Optional.empty(), media, List.of(), List.of());
  }

  private static Filter extensions(String... extensions) {
    return filter(Optional.empty(), Filter.NONE.media(), List.of(extensions), List.of());
  }

  private static Filter kind(EntryKind kind) {
    return filter(Optional.of(kind), Filter.NONE.media(), List.of(), List.of());
  }

  private static Filter owners(PeerId owner) {
    return filter(Optional.empty(), Filter.NONE.media(), List.of(), List.of(owner));
  }

  private static Filter bytes(long least, long most) {
    return new Filter(
        Optional.empty(),
        Filter.NONE.media(),
        List.of(),
        OptionalLong.of(least),
        OptionalLong.of(most),
        List.of());
  }

  private static Filter filter(
      Optional<EntryKind> kind, Media media, List<String> extensions, List<PeerId> owners) {
    return new Filter(kind, media, extensions, OptionalLong.empty(), OptionalLong.empty(), owners);
  }
}
