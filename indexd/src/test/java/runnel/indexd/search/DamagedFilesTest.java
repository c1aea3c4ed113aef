package runnel.indexd.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.store.FSDirectory;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import runnel.indexd.api.IndexException;
import runnel.indexd.api.IndexException.Kind;
import runnel.indexd.api.SearchAnswer;
import runnel.indexd.api.SearchQuery;
import runnel.indexd.api.SearchQuery.Filter;
import runnel.indexd.catalog.Entry;

/** Files in which single bytes are others than those that were written. */
class DamagedFilesTest {
  private static final Duration SOON = Duration.ofSeconds(40);
  private static final SearchQuery QUERY = new SearchQuery("lecture 2999", Filter.NONE, 0, 50);
  private static final int FILES = 3_000;

  @TempDir Path folder;
  private final Library library = new Library();

  @Test
  @Tag("soak") // It tries bytes until one does.
  @Timeout(120)
  void aByteThatMakesLuceneStumbleInASearchIsHealed() throws Exception {
    Path there = folder.resolve("search");
    try (Search search = new Search(there, library)) {
      List<Entry> files =
          IntStream.range(0, FILES).mapToObj(i -> Trees.file("lecture " + i, 1)).toList();
      search.changed(library.publish(Library.peer("ann"), Map.of("", files)));
      untilFound(search);
    }
    String fault = damage(there);
    try (Search search = new Search(there, library)) {
      Set<String> failures = untilFound(search);
      assertThat(failures).as(fault).anyMatch(message -> message.contains("made anew"));
    }
  }

  @Test
  void filesThatAreWholeAreNotTakenForDamaged() throws Exception {
    try (Engine engine = EngineFolder.open(folder.resolve("whole"), false)) {
      assertThat(engine.isDamaged()).isFalse();
    }
  }

  /** Changes one byte so that what is there opens and tells what it has, but can't be searched. */
  private static String damage(Path there) throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.list(there)) {
      files = all.filter(file -> !file.getFileName().toString().startsWith("segments")).toList();
    }
    for (Path file : files) {
      byte[] bytes = Files.readAllBytes(file);
      for (int at = 0; at < bytes.length; at += 1 + bytes.length / 2_000) {
        bytes[at] ^= (byte) 0xff;
        Files.write(file, bytes);
        Optional<RuntimeException> fault = fault(there);
        if (fault.isPresent()) {
          return "byte %d of %s: %s".formatted(at, file.getFileName(), fault.get());
        }
        bytes[at] ^= (byte) 0xff;
      }
      Files.write(file, bytes);
    }
    throw new AssertionError("no byte does");
  }

  /** Returns what a search throws, if that is what nobody expects of a damaged file. */
  private static Optional<RuntimeException> fault(Path there) {
    try (var directory = FSDirectory.open(there);
        var reader = DirectoryReader.open(directory)) {
      IndexSearcher searcher = new IndexSearcher(reader);
      var _ = KnownCatalogs.of(searcher);
      return search(searcher);
    } catch (IOException | RuntimeException | Error e) {
      return Optional.empty();
    }
  }

  private static Optional<RuntimeException> search(IndexSearcher searcher) throws IOException {
    try {
      for (Tier tier : Tier.values()) {
        var _ = BestOfTier.of(searcher, TierQuery.of(Question.of(QUERY), tier), FILES);
      }
      return Optional.empty();
    } catch (RuntimeException e) {
      return Optional.of(e);
    }
  }

  /** Searches until all is found; returns how it failed before. */
  private static Set<String> untilFound(Search search) {
    Set<String> failures = new LinkedHashSet<>();
    long end = System.nanoTime() + SOON.toNanos();
    while (true) {
      try {
        SearchAnswer answer = search.search(QUERY);
        if (answer.searchable() == 1 && answer.hits().size() == 1) {
          return failures;
        }
      } catch (IndexException e) {
        assertThat(e.kind()).isIn(Kind.UNAVAILABLE, Kind.FAILED);
        boolean _ = failures.add(e.getMessage());
      }
      assertThat(System.nanoTime()).as("%s", failures).isLessThan(end);
      Thread.onSpinWait();
    }
  }
}
