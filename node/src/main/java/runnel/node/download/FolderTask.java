package runnel.node.download;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import runnel.indexd.catalog.Entry;
import runnel.indexd.catalog.EntryName;
import runnel.indexd.catalog.Folder;

/** Makes one folder of a download and turns what it lists into items, page by page. */
final class FolderTask {
  private final long id;
  private final DownloadStore store;
  private final Staging staging;
  private final AtomicLong nextOrder;

  FolderTask(long id, DownloadStore store, Staging staging, AtomicLong nextOrder) {
    this.id = id;
    this.store = store;
    this.staging = staging;
    this.nextOrder = nextOrder;
  }

  /**
   * Makes the folder and adds its children.
   *
   * @return how many of its entries have names that no folder can hold, or are too deep
   */
  long expand(Item.Row row, Item.Folder folder, Folder listing) throws IOException {
    Files.createDirectories(staging.tree(folder.path()));
    List<Entry> entries = listing.entries();
    int from = after(entries, folder.after());
    Item.Folder rest = folder;
    do {
      int to = Math.min(entries.size(), from + DownloadLimits.PAGE_CHILDREN);
      List<Item.Row> children =
          entries.subList(from, to).stream()
              .filter(entry -> isShallow(folder))
              .map(entry -> new Item.Row(nextOrder.getAndIncrement(), child(folder, entry)))
              .toList();
      boolean last = to == entries.size();
      if (!last) {
        rest = resumedAfter(folder, entries.get(to - 1).name());
      }
      store.expand(
          id,
          new Item.Row(row.order(), folder),
          children,
          last ? Optional.empty() : Optional.of(rest));
      from = to;
    } while (from < entries.size());
    long unnameable = listing.skipped().values().stream().mapToLong(Integer::intValue).sum();
    return unnameable + (isShallow(folder) ? 0 : entries.size());
  }

  private static boolean isShallow(Item.Folder folder) {
    return folder.path().size() < DownloadLimits.DEPTH;
  }

  private static Item.Folder resumedAfter(Item.Folder folder, EntryName name) {
    return new Item.Folder(folder.path(), folder.modified(), folder.id(), name.text());
  }

  /** The place of the first entry behind the name; they are sorted by the bytes of their names. */
  private static int after(List<Entry> entries, String name) {
    if (name.isEmpty()) {
      return 0;
    }
    EntryName last = new EntryName(name);
    int from = 0;
    while (from < entries.size() && entries.get(from).name().compareTo(last) <= 0) {
      from++;
    }
    return from;
  }

  private static Item child(Item.Folder parent, Entry entry) {
    List<EntryName> path = new ArrayList<>(parent.path());
    path.add(entry.name());
    return item(path, entry);
  }

  /** Returns what is to be done for an entry. */
  static Item item(List<EntryName> path, Entry entry) {
    return switch (entry) {
      case Entry.FileEntry file ->
          new Item.File(path, file.modified(), file.executable(), file.size(), file.content());
      case Entry.FolderEntry folder -> new Item.Folder(path, folder.modified(), folder.id(), "");
    };
  }
}
