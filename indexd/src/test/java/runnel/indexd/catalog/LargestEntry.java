package runnel.indexd.catalog;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import runnel.indexd.content.ContentId;
import runnel.indexd.content.Hash;

/** The entry that takes most bytes. */
final class LargestEntry {
  private LargestEntry() {}

  static Entry named(String name) {
    return new Entry.FileEntry(
        new EntryName(name),
        1,
        Instant.MAX,
        true,
        VersionTag.of(new byte[16]),
        Optional.of(ContentId.of(1, Hash.digest())),
        Instant.EPOCH,
        Map.of("k", "v".repeat(CatalogLimits.METADATA_BYTES - 5)));
  }
}
