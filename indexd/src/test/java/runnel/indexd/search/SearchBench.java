package runnel.indexd.search;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import runnel.indexd.api.IndexException;
import runnel.indexd.api.SearchAnswer;
import runnel.indexd.api.SearchQuery;
import runnel.indexd.api.SearchQuery.Filter;
import runnel.indexd.api.SearchQuery.Media;

/**
 * Fills a search with the catalogs of a {@link Campus} and asks it in an open loop; prints figures.
 *
 * <p>Arguments: a folder, entries, entries of each owner, queries a second, seconds. A folder that
 * is filled already is used as it is.
 */
final class SearchBench {
  private final PrintStream out;
  private final Campus campus;

  private SearchBench(PrintStream out, Campus campus) {
    this.out = out;
    this.campus = campus;
  }

  public static void main(String[] arguments) throws Exception {
    Path folder = Path.of(arguments[0]);
    int entries = Integer.parseInt(arguments[1]);
    int each = Integer.parseInt(arguments[2]);
    Campus campus = new Campus(entries / each, each);
    SearchBench bench = new SearchBench(System.out, campus);
    try (Search search = new Search(folder, campus)) {
      bench.fill(search, entries, entries / each);
      bench.size(folder);
      bench.ask(search, Integer.parseInt(arguments[3]), Integer.parseInt(arguments[4]));
    }
    bench.size(folder);
  }

  private void fill(Search search, int entries, int owners) throws IOException {
    long begin = System.nanoTime();
    long nextLine = begin;
    SearchAnswer answer = answer(search);
    while (answer.searchable() < owners) {
      LockSupport.parkNanos(100_000_000);
      answer = answer(search);
      if (System.nanoTime() >= nextLine) {
        out.printf("%d of %d owners, RssAnon %s%n", answer.searchable(), owners, rssAnon());
        nextLine += 20_000_000_000L;
      }
    }
    double seconds = (System.nanoTime() - begin) / 1e9;
    out.printf(
        "filled: %.1f s, %.0f entries/s, RssAnon %s%n", seconds, entries / seconds, rssAnon());
  }

  private static SearchAnswer answer(Search search) {
    try {
      return search.search(new SearchQuery("lecture", Filter.NONE, 0, 1));
    } catch (IndexException e) {
      return new SearchAnswer(List.of(), 0, false, -1, 0);
    }
  }

  private void size(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      List<Path> all = files.toList();
      long bytes = 0;
      for (Path file : all) {
        bytes += Files.size(file);
      }
      out.printf("folder: %d files, %d MB%n", all.size(), bytes / 1_000_000);
    }
  }

  private void ask(Search search, int perSecond, int seconds) throws Exception {
    Random random = new Random(7);
    Map<String, List<Double>> millis = new TreeMap<>();
    List<Future<?>> asked = new ArrayList<>();
    long begin = System.nanoTime();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < perSecond * seconds; i++) {
        long due = begin + i * 1_000_000_000L / perSecond;
        LockSupport.parkNanos(due - System.nanoTime());
        String kind = KINDS[random.nextInt(KINDS.length)];
        SearchQuery query = query(kind, random);
        asked.add(threads.submit(() -> timed(search, query, kind, due, millis)));
      }
      for (Future<?> one : asked) {
        var _ = one.get();
      }
    }
    millis.forEach(this::print);
    print("ALL", millis.values().stream().flatMap(List::stream).toList());
    out.printf("RssAnon %s%n", rssAnon());
  }

  private static final String[] KINDS = {
    "word",
    "word",
    "two words",
    "two words",
    "three words",
    "beginning",
    "beginning",
    "mistyped",
    "common word",
    "common and extension",
    "one letter",
    "two letters",
    "camera",
    "media",
    "nothing",
    "folder and name"
  };

  private SearchQuery query(String kind, Random random) {
    String word = campus.word(random);
    String other = campus.word(random);
    return switch (kind) {
      case "word" -> ask(word, Filter.NONE);
      case "two words" -> ask(word + " " + other, Filter.NONE);
      case "three words" -> ask(word + " " + other + " pdf", Filter.NONE);
      case "beginning" -> ask(word.substring(0, Math.min(word.length(), 4)), Filter.NONE);
      case "mistyped" -> ask(word.charAt(0) + "x" + word.substring(1), Filter.NONE);
      case "common word" ->
          ask(List.of("jpg", "img", "mp3", "lecture").get(random.nextInt(4)), Filter.NONE);
      case "common and extension" -> ask(word, filter(List.of("pdf", "mp3"), List.of()));
      case "one letter" -> ask(word.substring(0, 1), Filter.NONE);
      case "two letters" -> ask(word.substring(0, 2), Filter.NONE);
      case "camera" -> ask("img " + random.nextInt(10_000), Filter.NONE);
      case "media" -> ask(word, filter(List.of(), List.of("audio/", "video/")));
      case "nothing" -> ask("zzyx" + random.nextInt() + " " + word, Filter.NONE);
      default -> ask(word + " img", Filter.NONE);
    };
  }

  private static SearchQuery ask(String words, Filter filter) {
    return new SearchQuery(words, filter, 0, 20);
  }

  private static Filter filter(List<String> extensions, List<String> types) {
    return new Filter(
        Optional.empty(),
        new Media(types, List.of()),
        extensions,
        OptionalLong.empty(),
        OptionalLong.empty(),
        List.of());
  }

  private void timed(
      Search search, SearchQuery query, String kind, long due, Map<String, List<Double>> millis) {
    String failed = "";
    try {
      var _ = search.search(query);
    } catch (IndexException e) {
      failed = " FAILED " + e.getMessage();
    }
    double took = (System.nanoTime() - due) / 1e6;
    synchronized (millis) {
      millis.computeIfAbsent(kind + failed, _ -> new ArrayList<>()).add(took);
    }
  }

  private void print(String kind, List<Double> millis) {
    double[] sorted = millis.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    out.printf(
        "%-22s n %5d  p50 %7.1f  p90 %7.1f  p99 %7.1f  max %7.1f ms%n",
        kind,
        sorted.length,
        at(sorted, 0.5),
        at(sorted, 0.9),
        at(sorted, 0.99),
        Arrays.stream(sorted).max().orElse(0));
  }

  private static double at(double[] sorted, double share) {
    return sorted[(int) Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
  }

  private static String rssAnon() throws IOException {
    return Files.readAllLines(Path.of("/proc/self/status")).stream()
        .filter(line -> line.startsWith("RssAnon"))
        .map(line -> line.replaceAll("\\D+", ""))
        .map(kib -> Long.parseLong(kib) / 1024 + " MiB")
        .findFirst()
        .orElse("?");
  }
}
