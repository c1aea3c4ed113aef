package runnel.indexd.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import runnel.indexd.api.Publication;
import runnel.indexd.catalog.BuiltFolder;
import runnel.indexd.catalog.Entry;
import runnel.indexd.catalog.EntryName;
import runnel.indexd.catalog.FolderBuilder;
import runnel.indexd.catalog.Head;
import runnel.indexd.catalog.SignedHead;
import runnel.indexd.catalog.VersionTag;
import runnel.indexd.identity.Identity;
import runnel.indexd.search.Change;
import runnel.indexd.store.Store;

/** What a publication tells search if it takes long to find what changed. */
class SlowComparisonTest {
  @TempDir Path folder;
  private final Identity ann = Identity.create();
  private final List<Change> changes = new ArrayList<>();

  /** How far the clock goes each time that somebody looks at it. */
  private Duration pace = Duration.ZERO;

  @Test
  void afterFiftyMillisecondsTheWholeCatalogCountsAsChanged() {
    try (Store store = Store.open(folder, Tables.store(32L << 20))) {
      IndexClock clock = new PacedClock();
      Catalogs catalogs = new Catalogs(store, clock, changes::add);
      Staging staging = new Staging(store, clock);
      for (int version = 1; version <= 3; version++) {
        pace = version == 3 ? Duration.ofMillis(30) : Duration.ZERO;
        publish(catalogs, staging, version);
      }
    }
    assertThat(changes)
        .extracting(change -> change.paths().isPresent())
        .containsExactly(false, true, false);
  }

  private void publish(Catalogs catalogs, Staging staging, long version) {
    Entry file =
        new Entry.FileEntry(
            new EntryName("file"),
            version,
            Instant.EPOCH,
            false,
            VersionTag.of(new byte[VersionTag.BYTES]),
            Optional.empty(),
            Instant.EPOCH,
            Map.of());
    BuiltFolder root = FolderBuilder.build(List.of(file));
    staging.put(ann.id(), List.copyOf(root.objects().values()));
    Head head = new Head(ann.key(), version, root.id(), Instant.EPOCH, true, List.of());
    assertThat(catalogs.publish(ann.id(), SignedHead.sign(head, ann)))
        .isEqualTo(new Publication.Accepted());
  }

  private final class PacedClock implements IndexClock {
    private long nanos;

    @Override
    public Instant now() {
      return Instant.EPOCH;
    }

    @Override
    public long nanoTime() {
      nanos += pace.toNanos();
      return nanos;
    }
  }
}
