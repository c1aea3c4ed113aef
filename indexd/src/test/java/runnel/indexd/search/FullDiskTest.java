package runnel.indexd.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import runnel.indexd.api.IndexException;
import runnel.indexd.api.SearchAnswer;
import runnel.indexd.api.SearchQuery;
import runnel.indexd.api.SearchQuery.Filter;
import runnel.indexd.catalog.Entry;
import runnel.indexd.identity.PeerId;

/** A real file system that is too small, and then is not. */
class FullDiskTest {
  private static final int FILES = 30_000;
  private static final Duration SOON = Duration.ofSeconds(60);

  @TempDir Path folder;
  private final PeerId ann = Library.peer("ann");
  private final Library library = new Library();

  @Test
  @Timeout(120)
  @EnabledIf(value = "mayMount", disabledReason = "only root can mount a small disk")
  void whenTheDiskIsFullPublicationsGoOnAndSearchRecoversOnceThereIsRoom() throws Exception {
    Path disk = Files.createDirectory(folder.resolve("search"));
    run("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", disk.toString());
    try (Search search = new Search(disk, library)) {
      search.changed(library.publish(ann, Map.of("", files("first"))));
      assertThat(untilFailure(search)).contains("can't be written").contains("tried again");
      search.changed(library.publish(ann, Map.of("", files("second"))));
      run("mount", "-o", "remount,size=200m", disk.toString());
      SearchAnswer answer = untilAll(search);
      assertThat(answer.hits()).hasSize(1);
    } finally {
      run("umount", disk.toString());
    }
  }

  static boolean mayMount() throws IOException {
    return (Integer) Files.getAttribute(Path.of("/proc/self"), "unix:uid") == 0;
  }

  private static List<Entry> files(String word) {
    return IntStream.range(0, FILES)
        .mapToObj(i -> Trees.file(word + " x" + Integer.toHexString(i * 0x9E3779B9) + " " + i, 1))
        .toList();
  }

  private static String untilFailure(Search search) {
    long end = System.nanoTime() + SOON.toNanos();
    while (System.nanoTime() < end) {
      try {
        var _ = ask(search);
      } catch (IndexException e) {
        return e.getMessage();
      }
      Thread.onSpinWait();
    }
    return "it did not fail";
  }

  private static SearchAnswer untilAll(Search search) {
    long end = System.nanoTime() + SOON.toNanos();
    while (true) {
      try {
        SearchAnswer answer = ask(search);
        if (answer.searchable() == 1 || System.nanoTime() > end) {
          return answer;
        }
      } catch (IndexException e) {
        assertThat(System.nanoTime()).as(e.getMessage()).isLessThan(end);
      }
      Thread.onSpinWait();
    }
  }

  private static SearchAnswer ask(Search search) {
    return search.search(new SearchQuery("second " + (FILES - 1), Filter.NONE, 0, 1));
  }

  private static void run(String... command) throws Exception {
    Process process = new ProcessBuilder(command).inheritIO().start();
    assertThat(process.waitFor()).as(String.join(" ", command)).isZero();
  }
}
