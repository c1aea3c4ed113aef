package runnel.node.share;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import runnel.indexd.catalog.EntryName;
import runnel.indexd.content.ContentId;
import runnel.node.beneath.BeneathException;
import runnel.node.beneath.FileFacts;
import runnel.node.beneath.OpenedFile;
import runnel.node.share.EntryRow.FileRow;
import runnel.node.share.EntryRow.FolderRef;
import runnel.node.share.Guard.Standing;
import runnel.node.share.Keys.Place;
import runnel.node.share.ScannedFolder.Found;

/**
 * Brings the store in line with one scan, of the whole share or of where something happened. Runs
 * once, on one thread.
 */
final class Reconciler {
  private final Ground ground;
  private final ShareStore store;
  private final Scan scan;
  private final long nowMillis;
  private final Edits edits;
  private final Vanished vanished;
  private final Scanner scanner;
  private final Deque<Visit> next = new ArrayDeque<>();
  private final Arrivals arrivals;
  private final List<Waiting> waiting = new ArrayList<>();
  private final Looks again = new Looks();
  private long lastNumber;
  private int flushedFolders;

  Reconciler(Ground ground, Scan scan) {
    this.ground = ground;
    this.store = ground.opened().store();
    this.scan = scan;
    this.nowMillis = ground.opened().settings().clock().instant().toEpochMilli();
    this.edits = new Edits(store);
    this.vanished = new Vanished(store);
    this.arrivals = new Arrivals(store);
    this.scanner = new Scanner(ground, scan.isWhole() ? 0 : store.entries());
    this.lastNumber = Math.max(store.lastFolder(), FolderRow.TOP);
  }

  /** A file that is being written. */
  private record Waiting(Place place, SharePath path, FileFacts facts) {}

  /**
   * Scans and reconciles.
   *
   * @return where to look again soon
   * @throws ShareException UNREADABLE if the share folder itself can't be read; CLOSED if stopped
   */
  Looks run() {
    ground.guard().begin(scan.acceptEmpty());
    if (scan.isWhole()) {
      ground.skipped().clear();
      ground.watching().counting();
    }
    ensureTop();
    for (Visit visit : scan.visits(store)) {
      if (arrivals.folders() > flushedFolders) {
        flush(); // What was found new must not be taken for new again.
      }
      next.push(visit);
      visitAll();
    }
    flush();
    waitOrMove();
    if (!vanished.isEmpty()) {
      settle();
    }
    ground.guard().remember();
    ground.skipped().publish();
    return again;
  }

  /** Says whether the store was changed. */
  boolean hasChanged() {
    return edits.hasAny();
  }

  private void ensureTop() {
    if (store.folder(FolderRow.TOP).isEmpty()) {
      FolderRow.Identity none = new FolderRow.Identity(0, 0, 0);
      FolderRow top = new FolderRow(Optional.empty(), none, 0, nowMillis, Optional.empty());
      edits.add(edit -> edit.putTop(top));
      edits.flush();
    }
  }

  private void visitAll() {
    for (Visit visit = next.poll(); visit != null; visit = next.poll()) {
      if (scan.stopped().getAsBoolean()) {
        throw new ShareException(ShareException.Kind.CLOSED, "a scan ends as the share is closed");
      }
      visit(visit);
    }
  }

  private void visit(Visit visit) {
    SharePath anchor = ground.opened().roots().anchor(visit.path());
    if (ground.guard().of(anchor) instanceof Standing.Unusable(Skipped.Reason reason)) {
      unusable(anchor, reason);
      return;
    }
    Map<EntryName, EntryRow> known = visit.known(store);
    switch (scanner.scan(visit, scan.isWhole() ? 0 : known.size())) {
      case ScannedFolder.Listed listed -> reconcile(visit, listed, known);
      case ScannedFolder.Gone _ -> gone(visit);
      case ScannedFolder.Unknown _ -> requireNotTop(visit.path());
    }
  }

  private void unusable(SharePath anchor, Skipped.Reason reason) {
    if (anchor.equals(SharePath.TOP)) {
      ground.skipped().add(new byte[] {'.'}, reason);
      ground.skipped().publish();
      throw ShareFailures.away(ground.opened().settings().folder(), reason);
    }
    ground.skipped().add(anchor.utf8(), reason);
  }

  private void reconcile(Visit visit, ScannedFolder.Listed listed, Map<EntryName, EntryRow> known) {
    if (hasLostItsDisk(visit, listed) && !known.isEmpty()) {
      ground.skipped().add(visit.path().utf8(), Skipped.Reason.EMPTIED);
      return;
    }
    updateItself(visit.number(), listed.facts());
    listed.kept().forEach(known::remove);
    for (Found found : listed.folders().reversed()) {
      folder(visit, found, known);
    }
    for (Found found : listed.files()) {
      file(visit, found, known);
    }
    known.forEach((name, row) -> {
      ground.skipped().gone(visit.path().child(name));
      vanished.add(new Place(visit.number(), name), row);
    });
  }

  /** A folder that is empty and on another disk than before is what was below a mounted disk. */
  private boolean hasLostItsDisk(Visit visit, ScannedFolder.Listed listed) {
    long before = store.folder(visit.number()).map(row -> row.identity().device()).orElse(0L);
    return listed.isEmpty()
        && visit.names().isEmpty()
        && !scan.acceptEmpty()
        && before != 0
        && before != listed.facts().device();
  }

  /** A folder's own time changes with its entries, of which the folder above is not told. */
  private void updateItself(long number, FileFacts facts) {
    store
        .folder(number)
        .filter(row -> row.place().isPresent() && !row.isStill(facts))
        .ifPresent(
            row -> edits.add(edit -> edit.updateFolder(row.place().get(), number, row.as(facts))));
  }

  private void folder(Visit visit, Found found, Map<EntryName, EntryRow> known) {
    Place place = new Place(visit.number(), found.name());
    SharePath path = visit.path().child(found.name());
    FolderRow row = FolderRow.of(place, found.facts(), nowMillis);
    if (known.remove(found.name()) instanceof FolderRef ref) {
      FolderRow old = store.folder(ref.number()).orElseThrow();
      if (!old.isStill(found.facts()) && old.identity().device() == found.facts().device()) {
        edits.add(edit -> edit.updateFolder(place, ref.number(), row));
      }
      if (visit.deep() || !old.identity().equals(row.identity())) {
        next.push(Visit.whole(path, ref.number()));
      }
      return;
    }
    long number = ++lastNumber;
    store.row(place).ifPresent(old -> replaced(place, old));
    edits.add(edit -> edit.putFolder(place, number, row));
    arrivals.folder(place, number, row);
    next.push(Visit.whole(path, number));
  }

  /** Something else has the name now; what had it is remembered, in case it was moved. */
  private void replaced(Place place, EntryRow old) {
    vanished.add(place, old);
    if (old instanceof FileRow) {
      edits.add(edit -> edit.removeFile(place));
    }
  }

  private void file(Visit visit, Found found, Map<EntryName, EntryRow> known) {
    Place place = new Place(visit.number(), found.name());
    EntryRow old = known.get(found.name());
    if (old instanceof FileRow row && row.facts().equals(found.facts())) {
      known.remove(found.name());
      return;
    }
    SharePath path = visit.path().child(found.name());
    boolean waits = scan.patient() && !(old instanceof FolderRef);
    if (waits && ground.hot().isHot(place, found.facts(), old instanceof FileRow)) {
      known.remove(found.name());
      waiting.add(new Waiting(place, path, found.facts()));
      return;
    }
    open(place, path, known);
  }

  /** A file that is being written waits, unless it is one that was known elsewhere. */
  private void waitOrMove() {
    for (Waiting file : waiting) {
      if (vanished.before(file.facts).isPresent() && store.row(file.place).isEmpty()) {
        open(file.place, file.path, new HashMap<>());
      } else {
        boolean _ = again.name(file.place.folder(), file.place.name());
      }
    }
    edits.flush();
  }

  private void open(Place place, SharePath path, Map<EntryName, EntryRow> known) {
    EntryRow old = known.get(place.name());
    try (OpenedFile file = ground.opened().roots().openFile(path)) {
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
    Skipped.Reason reason = SkipBook.reason(kind);
    ground.skipped().add(path.utf8(), reason);
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
    if (!scan.isWhole() && content.isEmpty()) {
      arrivals.file(place);
    }
  }

  private void gone(Visit visit) {
    requireNotTop(visit.path());
    store
        .folder(visit.number())
        .flatMap(FolderRow::place)
        .or(() -> arrivals.folder(visit.number()))
        .ifPresent(place -> vanished.add(place, new FolderRef(visit.number())));
  }

  /** A folder that can't be read now keeps what is known of it, until a later scan. */
  private void requireNotTop(SharePath path) {
    if (path.equals(SharePath.TOP)) {
      ground.skipped().publish();
      throw ShareFailures.away(ground.opened().settings().folder(), Skipped.Reason.FAILED);
    }
  }

  private void flush() {
    edits.flush();
    flushedFolders = arrivals.folders();
  }

  /** Removes what is gone, but for what was only moved or may have gone with its disk. */
  private void settle() {
    if (!ground.guard().isStill()) {
      boolean _ = again.everything();
      return;
    }
    arrivals.adopt(vanished, edits, scan.isWhole());
    vanished.forget(ground.watching());
    vanished.remove(edits, nowMillis);
    edits.flush();
  }
}
