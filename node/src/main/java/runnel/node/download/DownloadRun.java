package runnel.node.download;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import runnel.indexd.content.Hash;
import runnel.indexd.store.StoreException;
import runnel.node.failure.IoReason;

/**
 * One go at a download: passes over what it still has to do, some items at once, until nothing is
 * left or nothing can be done now.
 */
final class DownloadRun {
  private static final System.Logger LOG = System.getLogger(DownloadRun.class.getName());

  private final Surroundings around;
  private final Desk desk;
  private final Staging staging;
  private final Live live;
  private final long id;
  private final Settling settling;
  private final ItemTask items;
  private final BatchTask batches;
  private final Semaphore places = new Semaphore(DownloadLimits.FILES_AT_ONCE);
  private final AtomicInteger failuresInARow = new AtomicInteger();
  private final AtomicReference<Outcome> last = new AtomicReference<>(Outcome.Done.NOTHING);

  DownloadRun(Surroundings around, Desk desk, Live live) {
    Download download = desk.now();
    this.around = around;
    this.desk = desk;
    this.live = live;
    this.id = download.id();
    this.staging = new Staging(download.target(), id, download.origin().name());
    Workplace work = new Workplace(around, desk, staging, live);
    long fresh = around.store().end(id);
    this.settling = new Settling(work);
    this.items =
        new ItemTask(work, new FolderTask(id, around.store(), staging, new AtomicLong(fresh)));
    this.batches = new BatchTask(work, fresh);
  }

  /** Runs; blocks. What was done is kept however it ends. */
  Outcome run() {
    try {
      staging.make();
      if (!desk.now().life().result().isEmpty() && isDelivered()) {
        return end(); // The node ended between the rename and its note.
      }
      Outcome outcome = passes();
      desk.sums(sums -> sums.partial(live.partialBytes()));
      return outcome instanceof Outcome.Done ? deliver() : outcome;
    } catch (IOException e) {
      return failed(e);
    } catch (UncheckedIOException e) {
      return failed(e.getCause());
    }
  }

  private Outcome passes() {
    while (true) {
      long done = desk.now().sums().filesDone();
      Outcome outcome = pass();
      settling.settle();
      boolean empty = around.store().items(id, 0, 1).isEmpty();
      if (empty || !(outcome instanceof Outcome.Done)) {
        return outcome;
      }
      if (desk.now().sums().filesDone() == done) {
        return new Outcome.Later("it made no progress"); // Never in a circle without a pause.
      }
    }
  }

  /** Returns Done if no item had a problem, else the last problem. */
  private Outcome pass() {
    last.set(Outcome.Done.NOTHING);
    failuresInARow.set(0);
    long from = 0;
    while (true) {
      List<Item.Row> page = around.store().items(id, from, DownloadLimits.PAGE_ITEMS);
      if (page.isEmpty()) {
        awaitAll();
        // A folder that was under way may have added some.
        page = around.store().items(id, from, DownloadLimits.PAGE_ITEMS);
      }
      listAhead(page);
      for (List<Item.Row> rows : Batch.of(page)) {
        places.acquireUninterruptibly();
        if (isOver()) {
          places.release();
          awaitAll();
          return desk.isStopped() ? new Outcome.Stopped() : last.get();
        }
        Disk.start("download " + id, () -> attempt(rows));
      }
      if (page.isEmpty()) {
        return desk.isStopped() ? new Outcome.Stopped() : last.get();
      }
      from = page.getLast().order() + 1;
    }
  }

  /** A round trip for each of ten thousand folders would be most of the time they take. */
  private void listAhead(List<Item.Row> page) {
    if (desk.now().origin() instanceof Origin.Shared shared) {
      List<Hash> folders =
          page.stream()
              .map(Item.Row::item)
              .filter(Item.Folder.class::isInstance)
              .map(item -> ((Item.Folder) item).id())
              .toList();
      around.shares().fetchAhead(shared.owner(), folders);
    }
  }

  private boolean isOver() {
    return desk.isStopped()
        || last.get() instanceof Outcome.Failed
        || failuresInARow.get() >= DownloadLimits.FAILURES_IN_A_ROW;
  }

  private void awaitAll() {
    places.acquireUninterruptibly(DownloadLimits.FILES_AT_ONCE);
    places.release(DownloadLimits.FILES_AT_ONCE);
  }

  private void attempt(List<Item.Row> rows) {
    try {
      Batch batch = batches.fetch(rows);
      for (Item.Row row : rows) {
        if (!isOver()) {
          attempt(row, batch);
        }
      }
    } catch (StoreException e) {
      last.set(new Outcome.Later("the node's own store fails: " + e.getMessage()));
      failuresInARow.set(DownloadLimits.FAILURES_IN_A_ROW); // It would fail for all alike.
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.ERROR, "items of download " + id + " failed", e);
      last.set(new Outcome.Failed("unexpected: " + e));
    } finally {
      places.release();
    }
  }

  private void attempt(Item.Row row, Batch batch) {
    try {
      note(
          row,
          batch.isPlaced(row)
              ? new Outcome.Done(((Item.File) row.item()).size())
              : items.attempt(row));
    } finally {
      live.leave(row.order());
    }
  }

  private void note(Item.Row row, Outcome outcome) {
    switch (outcome) {
      case Outcome.Done done -> {
        failuresInARow.set(0);
        if (row.item() instanceof Item.File) {
          live.end(row.order());
          settling.add(row, done.bytes());
        }
      }
      case Outcome.Lost lost -> {
        failuresInARow.set(0);
        desk.crossOff(List.of(row), sums -> sums.lost(1));
        desk.note(lost.why());
      }
      case Outcome.Later later -> {
        failuresInARow.incrementAndGet();
        last.updateAndGet(known -> known instanceof Outcome.Failed ? known : later);
      }
      case Outcome.Failed failure -> last.set(failure);
      case Outcome.Stopped stopped -> failuresInARow.set(0);
    }
  }

  private boolean isDelivered() {
    return !staging.hasTop() && staging.isInTarget(desk.now().life().result());
  }

  private Outcome deliver() throws IOException {
    if (!staging.hasTop()) {
      return new Outcome.Failed(desk.now().note().orElse("nothing of it could be had"));
    }
    boolean folder = desk.now().folder();
    if (folder) {
      folderTimes();
    }
    String result = staging.deliver(folder, desk::named);
    LOG.log(System.Logger.Level.INFO, "download {0} is done: {1}", id, result);
    return end();
  }

  private Outcome end() throws IOException {
    staging.remove();
    around.store().clear(id);
    return Outcome.Done.NOTHING;
  }

  /** At the end: putting a file into a folder changes the folder's time. */
  private void folderTimes() throws IOException {
    long from = 0;
    List<Item.Row> page;
    do {
      page = around.store().folders(id, from, DownloadLimits.PAGE_ITEMS);
      for (Item.Row row : page) {
        Whole.time(staging.tree(row.item().path()), row.item().modified());
        from = row.order() + 1;
      }
    } while (!page.isEmpty());
  }

  private Outcome failed(IOException e) {
    return new Outcome.Failed(
        "could not write to %s: %s".formatted(desk.now().target(), IoReason.of(e)));
  }
}
