package runnel.node.share;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import runnel.indexd.catalog.BuiltFolder;
import runnel.indexd.catalog.Entry;
import runnel.indexd.catalog.EntryName;
import runnel.indexd.catalog.FolderBuilder;
import runnel.indexd.catalog.VersionTag;
import runnel.indexd.content.Hash;
import runnel.indexd.store.ReadView;
import runnel.node.beneath.FileFacts;
import runnel.node.share.EntryRow.FileRow;
import runnel.node.share.EntryRow.FolderRef;
import runnel.node.share.Keys.Place;

/**
 * Builds the folders' objects, from the bottom up, only those in which something changed. One
 * folder's entries are in memory at a time. For the share's own thread.
 */
final class Builder {
  /** Folders for each commit; with a hundred entries each some megabytes. */
  private static final int BATCH = 200;

  private final ShareStore store;
  private final byte[] salt;
  private final long nowMillis;

  Builder(ShareStore store, long nowMillis) {
    this.store = store;
    this.salt = store.salt();
    this.nowMillis = nowMillis;
  }

  /** Builds what is to be built and returns the id of the top folder. */
  Hash build() {
    List<Long> changed = changed();
    try (Edits edits = new Edits(store, BATCH)) {
      for (long folder : changed.reversed()) {
        edits.add(edit -> build(edit, folder));
      }
    }
    return store.folder(FolderRow.TOP).flatMap(FolderRow::built).orElseThrow().id();
  }

  /** The folders to build, each after the one that it is in. */
  private List<Long> changed() {
    List<Long> changed = new ArrayList<>();
    Deque<Long> next = new ArrayDeque<>(List.of(FolderRow.TOP));
    while (!next.isEmpty()) {
      long folder = next.pop();
      if (store.folder(folder).filter(row -> row.built().isEmpty()).isPresent()) {
        changed.add(folder);
        store
            .children(folder)
            .values()
            .forEach(row -> {
              if (row instanceof FolderRef ref) {
                next.push(ref.number());
              }
            });
      }
    }
    return changed;
  }

  /**
   * Builds one folder within a write, so that it sees the sub-folders built before it. The store
   * has no other writer that would have to wait.
   */
  private void build(Edit edit, long number) {
    List<Entry> entries = new ArrayList<>();
    Rows.children(edit.view(), number)
        .forEach((name, row) -> {
          switch (row) {
            case FileRow file -> {
              entries.add(entry(edit.view(), name, file));
              edit.published(new Place(number, name), file);
            }
            case FolderRef ref -> entries.add(entry(edit.view(), name, ref));
          }
        });
    BuiltFolder built = FolderBuilder.build(entries);
    edit.built(number, built, nowMillis);
  }

  private Entry entry(ReadView view, EntryName name, FileRow file) {
    FileFacts facts = file.facts();
    return new Entry.FileEntry(
        name,
        facts.size(),
        instant(facts.modifiedNanos()),
        facts.executable(),
        tag(salt, facts),
        file.content(),
        Instant.ofEpochMilli(file.firstSharedMillis()),
        metadata(view, file));
  }

  private static Map<String, String> metadata(ReadView view, FileRow file) {
    return file.content()
        .flatMap(id -> view.get(Keys.METADATA, Keys.content(id)))
        .map(Pairs::decode)
        .orElse(Map.of());
  }

  private static Entry entry(ReadView view, EntryName name, FolderRef ref) {
    FolderRow row = Rows.folder(view, ref.number()).orElseThrow();
    FolderRow.Built built = row.built().orElseThrow();
    return new Entry.FolderEntry(
        name,
        built.id(),
        built.size(),
        built.files(),
        built.folders(),
        instant(row.modifiedNanos()),
        Instant.ofEpochMilli(row.firstSharedMillis()));
  }

  /** The owner's mark of a version: says nothing of inodes and times to who has no salt. */
  static VersionTag tag(byte[] salt, FileFacts facts) {
    ByteBuffer text = ByteBuffer.allocate(5 * Long.BYTES);
    text.putLong(facts.device()).putLong(facts.inode()).putLong(facts.size());
    text.putLong(facts.modifiedNanos()).putLong(facts.changedNanos());
    byte[] digest = Hash.digest(salt, text.array()).bytes();
    return VersionTag.of(Arrays.copyOf(digest, VersionTag.BYTES));
  }

  private static Instant instant(long nanos) {
    return Instant.ofEpochSecond(
        Math.floorDiv(nanos, 1_000_000_000L), Math.floorMod(nanos, 1_000_000_000L));
  }
}
