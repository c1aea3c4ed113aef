package runnel.node.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import runnel.indexd.catalog.EntryName;
import runnel.indexd.store.Store;
import runnel.indexd.store.StoreException;
import runnel.indexd.store.StoreSettings;

class SharedQueueTest {
  private static final int BALLAST_BYTES = 256 << 10;

  @TempDir private Path folder;

  @Test
  void whatAFullStoreCouldNotCrossOffIsCountedOnceWhenItCan() {
    StoreSettings small =
        new StoreSettings(
            "downloads",
            1,
            4 << 20,
            List.of(DownloadStore.DOWNLOADS, DownloadStore.ITEMS, DownloadStore.FOLDERS));
    try (Store disk = Store.open(folder.resolve("store"), small)) {
      DownloadStore store = new DownloadStore(disk);
      SharedQueue queue = queue(store);
      Download download = download();
      Item.Row row = new Item.Row(0, file());
      store.plan(download, row.item());
      queue.add(download);
      int ballast = fill(disk);
      // Longer than what room is left.
      queue.amend(1, known -> known.with(known.life().with(State.QUEUED, "x".repeat(400 << 10))));

      StoreException full =
          catchThrowableOfType(
              StoreException.class,
              () -> queue.crossOff(1, List.of(row), sums -> sums.done(1, 10)));
      assertThat(full.kind()).isEqualTo(StoreException.Kind.FULL);
      assertThat(queue.find(1).orElseThrow().sums().filesDone()).isZero();
      assertThat(store.items(1, 0, 1)).hasSize(1);

      empty(disk, ballast);
      queue.crossOff(1, List.of(row), sums -> sums.done(1, 10));
      assertThat(queue.find(1).orElseThrow().sums().filesDone()).isEqualTo(1);
      assertThat(store.all().getFirst().sums().bytesDone()).isEqualTo(10);
      assertThat(store.items(1, 0, 1)).isEmpty();
    }
  }

  private static SharedQueue queue(DownloadStore store) {
    return new SharedQueue(store, System::nanoTime, InstantSource.fixed(Instant.EPOCH));
  }

  private static int fill(Store disk) {
    int count = 0;
    try {
      while (true) {
        byte[] key = DownloadStore.key(99, count);
        disk.write(view -> {
          view.put(DownloadStore.FOLDERS, key, new byte[BALLAST_BYTES]);
          return true;
        });
        count++;
      }
    } catch (StoreException e) {
      assertThat(e.kind()).isEqualTo(StoreException.Kind.FULL);
      return count;
    }
  }

  private static void empty(Store disk, int count) {
    for (int i = 0; i < count; i++) {
      byte[] key = DownloadStore.key(99, i);
      disk.write(view -> view.delete(DownloadStore.FOLDERS, key));
    }
  }

  private static Item.File file() {
    return new Item.File(List.of(), Instant.EPOCH, false, 10, Optional.empty());
  }

  private static Download download() {
    Origin origin = new Origin.Shared(FakeShare.ALICE, "alice", List.of(new EntryName("x")));
    return new Download(1, origin, Path.of("/t"), false, Download.Life.BEGUN, Sums.of(1, 10), 1);
  }
}
