package runnel.node.share;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.BooleanSupplier;
import runnel.indexd.catalog.EntryName;
import runnel.indexd.content.ContentId;
import runnel.node.beneath.BeneathException;
import runnel.node.beneath.FileFacts;
import runnel.node.beneath.OpenedFile;
import runnel.node.beneath.Root;
import runnel.node.share.EntryRow.FileRow;
import runnel.node.share.EntryRow.FolderRef;
import runnel.node.share.Keys.Place;
import runnel.node.share.ScannedFolder.Found;

/** Brings the store in line with one scan of the share folder. Runs once, on one thread. */
final class Reconciler {
  private final Root root;
  private final ShareStore store;
  private final long nowMillis;
  private final SkipLog skipped = new SkipLog();
  private final Edits edits;
  private final Vanished vanished;

  /** Where the folders are that the scan has yet to list. */
  private final Map<SharePath, Awaited> awaited = new HashMap<>();

  private final List<Awaited> newFolders = new ArrayList<>();
  private long lastNumber;

  Reconciler(Root root, ShareStore store, long nowMillis) {
    this.root = root;
    this.store = store;
    this.nowMillis = nowMillis;
    this.edits = new Edits(store);
    this.vanished = new Vanished(store);
    this.lastNumber = Math.max(store.lastFolder(), FolderRow.TOP);
  }

  private record Awaited(Place place, long number, FolderRow.Identity identity) {}

  /**
   * Scans and reconciles.
   *
   * @throws ShareException UNREADABLE if the share folder itself can't be listed; CLOSED if stopped
   */
  Skips run(ShareSettings settings, BooleanSupplier stopped) {
    Scanner scanner = new Scanner(root, settings, skipped);
    for (var next = scanner.next(); next.isPresent(); next = scanner.next()) {
      if (stopped.getAsBoolean()) {
        throw new ShareException(ShareException.Kind.CLOSED, "a scan ends as the share is closed");
      }
      switch (next.get()) {
        case ScannedFolder.Listed listed -> reconcile(listed);
        case ScannedFolder.Gone gone -> gone(gone.path());
        case ScannedFolder.Unknown unknown -> requireNotTop(unknown.path());
      }
    }
    edits.flush();
    if (!vanished.isEmpty()) {
      adopt();
      vanished.remove(edits, nowMillis);
      edits.flush();
    }
    return skipped.skips();
  }

  private void reconcile(ScannedFolder.Listed listed) {
    long folder = number(listed.path());
    SortedMap<EntryName, EntryRow> known = store.children(folder);
    for (Found found : listed.folders()) {
      folder(listed.path(), new Place(folder, found.name()), found.facts(), known);
    }
    for (Found found : listed.files()) {
      file(listed.path(), new Place(folder, found.name()), found.facts(), known);
    }
    known.forEach((name, row) -> vanished.add(new Place(folder, name), row));
  }

  private long number(SharePath path) {
    if (!path.equals(SharePath.TOP)) {
      return awaited.remove(path).number();
    }
    if (store.folder(FolderRow.TOP).isEmpty()) {
      FolderRow.Identity none = new FolderRow.Identity(0, 0, 0);
      edits.add(edit ->
          edit.putTop(new FolderRow(Optional.empty(), none, 0, nowMillis, Optional.empty())));
    }
    return FolderRow.TOP;
  }

  private void folder(
      SharePath parent, Place place, FileFacts facts, SortedMap<EntryName, EntryRow> known) {
    FolderRow row =
        new FolderRow(
            Optional.of(place),
            Vanished.identity(facts),
            facts.modifiedNanos(),
            nowMillis,
            Optional.empty());
    long number;
    if (known.get(place.name()) instanceof FolderRef ref) {
      number = ref.number();
      known.remove(place.name());
      updateFolder(place, number, row);
    } else {
      number = ++lastNumber;
      Optional.ofNullable(known.remove(place.name())).ifPresent(file -> replaced(place, file));
      edits.add(edit -> edit.putFolder(place, number, row));
      newFolders.add(new Awaited(place, number, row.identity()));
    }
    awaited.put(parent.child(place.name()), new Awaited(place, number, row.identity()));
  }

  private void updateFolder(Place place, long number, FolderRow row) {
    FolderRow old = store.folder(number).orElseThrow();
    if (!old.identity().equals(row.identity()) || old.modifiedNanos() != row.modifiedNanos()) {
      edits.add(edit -> edit.updateFolder(place, number, row));
    }
  }

  /** Something else has the name now; what had it is remembered, in case it was moved. */
  private void replaced(Place place, EntryRow old) {
    vanished.add(place, old);
    if (old instanceof FileRow) {
      edits.add(edit -> edit.removeFile(place));
    }
  }

  private void file(
      SharePath parent, Place place, FileFacts named, SortedMap<EntryName, EntryRow> known) {
    EntryRow old = known.get(place.name());
    if (old instanceof FileRow row && row.facts().equals(named)) {
      known.remove(place.name());
      return;
    }
    SharePath path = parent.child(place.name());
    try (OpenedFile file = root.openFile(path.utf8())) {
      known.remove(place.name());
      changed(place, file.facts(), Optional.ofNullable(old));
    } catch (BeneathException e) {
      failed(place, path, e.kind()).ifPresent(kept -> known.remove(kept.name()));
    }
  }

  /** Returns the place if what is known of it stays: that it can't be opened now says nothing. */
  private Optional<Place> failed(Place place, SharePath path, BeneathException.Kind kind) {
    if (kind == BeneathException.Kind.NOT_FOUND) {
      return Optional.empty();
    }
    Skipped.Reason reason = SkipLog.reason(kind);
    skipped.add(path.utf8(), reason);
    return reason == Skipped.Reason.FAILED ? Optional.of(place) : Optional.empty();
  }

  private void changed(Place place, FileFacts facts, Optional<EntryRow> old) {
    long firstShared = nowMillis;
    if (old.isPresent()) {
      switch (old.get()) {
        case FileRow row -> {
          firstShared = row.firstSharedMillis();
          vanished.replaced(row, facts);
        }
        case FolderRef ref -> replaced(place, ref);
      }
    }
    Optional<ContentId> content =
        facts.size() == 0 ? Optional.of(ContentId.EMPTY) : Optional.empty();
    FileRow row = new FileRow(facts, firstShared, content, false);
    edits.add(edit -> edit.putFile(place, row));
  }

  private void gone(SharePath path) {
    requireNotTop(path);
    Awaited folder = awaited.remove(path);
    vanished.add(folder.place, new FolderRef(folder.number));
  }

  /** A folder that can't be read now keeps what is known of it, until a later scan. */
  private void requireNotTop(SharePath path) {
    if (path.equals(SharePath.TOP)) {
      throw new ShareException(
          ShareException.Kind.UNREADABLE,
          "cannot read the share folder: "
              + skipped.skips().first()
              + "; what was published stays published");
    }
    awaited.remove(path);
  }

  /** Gives what was renamed its content and the time it was first shared. */
  private void adopt() {
    store.adoptable(vanished).forEach((place, row) -> edits.add(edit -> edit.putFile(place, row)));
    for (Awaited folder : newFolders) {
      vanished
          .sharedSince(folder.identity)
          .ifPresent(
              since -> edits.add(edit -> edit.sharedSince(folder.place, folder.number, since)));
    }
  }
}
