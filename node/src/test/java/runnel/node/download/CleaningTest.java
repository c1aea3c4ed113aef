package runnel.node.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import runnel.indexd.catalog.EntryName;
import runnel.indexd.store.Store;

/** Nothing that goes wrong behind one cancelled download keeps others from being cleaned up. */
class CleaningTest {
  @TempDir private Path folder;
  private final Queue<Runnable> begun = new ArrayDeque<>();
  private Store disk;
  private DownloadStore store;
  private SharedQueue queue;

  @BeforeEach
  void open() {
    disk = Store.open(folder.resolve("store"), Downloads.storeSettings());
    store = new DownloadStore(disk);
    queue = new SharedQueue(store, System::nanoTime, InstantSource.fixed(Instant.EPOCH));
  }

  @AfterEach
  void close() {
    disk.close();
  }

  @Test
  void afterWhatNobodyExpectedTheNextAreCleanedUp() throws Exception {
    Path target;
    URI archive = URI.create("jar:" + folder.resolve("closed.zip").toUri());
    try (FileSystem closing = FileSystems.newFileSystem(archive, Map.of("create", "true"))) {
      target = closing.getPath("/target");
    }
    Cleaning cleaning = new Cleaning(store, queue, begun::add);
    cleaning.begin(cancelled(1, target)); // Its file system throws what is no IOException.
    cleaning.begin(cancelled(2, target));
    begun.remove().run();
    assertThat(begun).isEmpty();
    assertThat(queue.takeTurnToClean(1)).as("the turn was ended").isTrue();
    assertThat(queue.takeTurnToClean(2)).as("the turn was ended").isTrue();

    cleaning.begin(cancelled(3, target));
    assertThat(begun).as("a thread for a later one").hasSize(1);
  }

  @Test
  void whereNoThreadCouldBeStartedTheNextIsTriedAnew() throws Exception {
    Path target = folder.resolve("target");
    Executor none =
        work -> {
          throw new OutOfMemoryError("no thread");
        };
    Queue<Executor> threads = new ArrayDeque<>(List.of(none, begun::add));
    Cleaning cleaning = new Cleaning(store, queue, work -> threads.remove().execute(work));
    Download first = cancelled(1, target);
    assertThatThrownBy(() -> cleaning.begin(first)).isInstanceOf(OutOfMemoryError.class);
    cleaning.begin(first);
    cleaning.begin(cancelled(2, target));
    begun.remove().run();
    assertThat(target.resolve(Staging.HIDDEN).resolve("1")).doesNotExist();
    assertThat(target.resolve(Staging.HIDDEN).resolve("2")).doesNotExist();
  }

  private Download cancelled(long id, Path target) throws IOException {
    Origin origin = new Origin.Shared(FakeShare.ALICE, "alice", List.of(new EntryName("x")));
    Download.Life life = Download.Life.BEGUN.ended(State.CANCELLED, "", 1);
    Download download = new Download(id, origin, target, false, life, Sums.of(1, 10), 1);
    if (target.getFileSystem().isOpen()) {
      Files.createDirectories(target.resolve(Staging.HIDDEN).resolve(Long.toString(id)));
    }
    queue.add(download);
    return download;
  }
}
