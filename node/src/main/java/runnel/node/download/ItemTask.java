package runnel.node.download;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import runnel.indexd.catalog.Entry;
import runnel.indexd.catalog.EntryName;
import runnel.indexd.catalog.Folder;
import runnel.indexd.content.ContentId;
import runnel.node.failure.IoReason;
import runnel.node.failure.NodeException;
import runnel.node.transfer.FileVersion;
import runnel.node.transfer.Source;

/** Does one item of a download, and judges what went wrong. */
final class ItemTask {
  /** A file that changes again and again is left for a later pass. */
  private static final int VERSIONS_MAX = 3;

  private final Surroundings around;
  private final Desk desk;
  private final Staging staging;
  private final Live live;
  private final FolderTask folders;
  private final DiskReaders readers = new DiskReaders(DownloadLimits.DISK_WAIT);

  ItemTask(Workplace work, FolderTask folders) {
    this.around = work.around();
    this.desk = work.desk();
    this.staging = work.staging();
    this.live = work.live();
    this.folders = folders;
  }

  /** Does it; blocks. A file that is done is the caller's to cross off, anything else is kept. */
  Outcome attempt(Item.Row row) {
    try {
      return switch (row.item()) {
        case Item.File file -> file(row, file);
        case Item.Folder folder -> folder(row, folder);
      };
    } catch (NodeException e) {
      return new Outcome.Later(e.getMessage());
    } catch (IOException e) {
      return disk(row, e);
    } catch (UncheckedIOException e) {
      return disk(row, e.getCause());
    }
  }

  private Outcome file(Item.Row row, Item.File first) throws IOException {
    Item.File file = first;
    for (int version = 0; version < VERSIONS_MAX; version++) {
      Outcome outcome = version(row, file);
      if (!(outcome instanceof Outcome.Lost gone)) {
        return outcome;
      }
      // It is not served any more, or was never hashed: what does the newest catalog say?
      Newest newest = newest(row, file, gone);
      if (newest.instead().isPresent()) {
        return newest.instead().get();
      }
      file = newest.file();
    }
    return new Outcome.Later(text(row) + " changes all the time");
  }

  /** Returns Lost if this version can't be had. */
  private Outcome version(Item.Row row, Item.File file) throws IOException {
    if (file.content().isEmpty()) {
      return new Outcome.Lost("its owner has not hashed it yet");
    }
    ContentId content = file.content().get();
    List<Source> sources = around.contents().sources(desk.now().origin(), content);
    if (sources.isEmpty()) {
      return new Outcome.Later("nobody who may have it is known; it goes on when somebody is");
    }
    FileFetch.Means means =
        new FileFetch.Means(
            around.contents(),
            sources,
            readers,
            around.turns().of(sources.getFirst().peer()),
            desk::isStopped,
            live::fetched);
    try {
      FileTask task = new FileTask(staging, means, live);
      boolean whole = task.bring(row, file, content);
      return whole ? new Outcome.Done(file.size()) : new Outcome.Stopped();
    } catch (NodeException e) {
      if (e.kind() == NodeException.Kind.STALE && !desk.isStopped()) {
        return new Outcome.Lost(e.getMessage());
      }
      throw e;
    }
  }

  /**
   * What the newest catalog has.
   *
   * @param instead how the item ends for now, if there is no other version to fetch
   */
  private record Newest(Item.File file, Optional<Outcome> instead) {}

  private Newest newest(Item.Row row, Item.File before, Outcome.Lost gone) throws IOException {
    if (!(desk.now().origin() instanceof Origin.Shared shared)) {
      return new Newest(before, Optional.of(new Outcome.Later(gone.why())));
    }
    Optional<Entry> entry = find(shared, row.item().path());
    if (entry.isEmpty() || !(entry.get() instanceof Entry.FileEntry found)) {
      return new Newest(
          before, Optional.of(new Outcome.Lost(text(row) + " is not shared any more")));
    }
    Item.File file = (Item.File) FolderTask.item(row.item().path(), found);
    if (file.content().isEmpty()) {
      hashSoon(shared, row, found);
      return new Newest(
          file,
          Optional.of(new Outcome.Later("its owner has not hashed %s yet".formatted(text(row)))));
    }
    if (file.content().equals(before.content())) {
      return new Newest(file, Optional.of(new Outcome.Later(gone.why())));
    }
    replace(row, before, file);
    return new Newest(file, Optional.empty());
  }

  private void hashSoon(Origin.Shared top, Item.Row row, Entry.FileEntry file) {
    String path =
        top.below(row.item().path()).path().stream()
            .map(EntryName::text)
            .collect(Collectors.joining("/"));
    around.contents().hashSoon(top.owner(), new FileVersion(path, file.version(), file.size()));
  }

  private void replace(Item.Row row, Item.File before, Item.File file) throws IOException {
    around.store().replace(desk.now().id(), new Item.Row(row.order(), file));
    if (before.content().isPresent()) {
      ContentId former = before.content().get();
      new FileTask(staging, null, live).drop(row, former);
      desk.sums(sums -> sums.changed(file.size() - before.size()));
      desk.note("%s changed at its owner; the newer version was taken".formatted(text(row)));
    }
  }

  private Outcome folder(Item.Row row, Item.Folder folder) throws IOException {
    if (!(desk.now().origin() instanceof Origin.Shared shared)) {
      throw new IllegalStateException("only shares have folders");
    }
    Folder listing;
    Item.Folder listed = folder;
    try {
      listing = around.shares().folder(shared.owner(), folder.id());
    } catch (NodeException e) {
      // Folders are named by their content: a changed one is found under another name.
      Optional<Entry> entry = find(shared, folder.path());
      if (entry.isEmpty() || !(entry.get() instanceof Entry.FolderEntry now)) {
        return new Outcome.Lost(text(row) + " is not shared any more");
      }
      if (now.id().equals(folder.id())) {
        throw e;
      }
      listed = new Item.Folder(folder.path(), now.modified(), now.id(), folder.after());
      listing = around.shares().folder(shared.owner(), now.id());
    }
    long left = folders.expand(row, listed, listing);
    if (left > 0) {
      desk.sums(sums -> sums.lost(left));
      desk.note(text(row) + " has names that no folder here can hold");
    }
    return Outcome.Done.NOTHING;
  }

  private Optional<Entry> find(Origin.Shared top, List<EntryName> path) {
    try {
      return Optional.of(around.shares().find(top.owner(), top.below(path).path()));
    } catch (NodeException e) {
      return switch (e.kind()) {
        case NOT_FOUND, NOT_A_FOLDER -> Optional.empty();
        case IS_A_FOLDER, REFUSED, STALE, UNAVAILABLE, BUSY, FAILED -> throw e;
      };
    }
  }

  /** A full disk passes, a strange name is one item's, anything else is everybody's. */
  private Outcome disk(Item.Row row, IOException e) {
    try {
      if (staging.usableBytes() < 2 * DownloadLimits.RESERVE_BYTES) {
        return new Outcome.Later("the disk of " + desk.now().target() + " is full");
      }
    } catch (IOException unknown) {
      return new Outcome.Failed(IoReason.of(unknown));
    }
    String why = "%s could not be written: %s".formatted(text(row), IoReason.of(e));
    return staging.isUsable() ? new Outcome.Lost(why) : new Outcome.Failed(why);
  }

  private String text(Item.Row row) {
    List<EntryName> path = row.item().path();
    EntryName name = path.isEmpty() ? desk.now().origin().name() : path.getLast();
    return name.text();
  }
}
