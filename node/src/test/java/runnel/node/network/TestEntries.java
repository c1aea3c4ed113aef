package runnel.node.network;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import runnel.indexd.catalog.Entry;
import runnel.indexd.catalog.EntryName;
import runnel.indexd.catalog.VersionTag;

/** Entries for tests that do not care what is in them. */
final class TestEntries {
  private TestEntries() {}

  static Entry file(String name) {
    return new Entry.FileEntry(
        new EntryName(name),
        1,
        Instant.EPOCH,
        false,
        VersionTag.of(new byte[VersionTag.BYTES]),
        Optional.empty(),
        Instant.EPOCH,
        Map.of());
  }
}
