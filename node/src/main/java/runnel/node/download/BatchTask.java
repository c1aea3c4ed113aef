package runnel.node.download;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import runnel.indexd.content.ContentId;
import runnel.node.failure.NodeException;
import runnel.node.transfer.NodeRun;
import runnel.node.transfer.Source;

/**
 * Fetches small files in one request, so that a folder of a hundred thousand is not as many round
 * trips, and puts each to its place as it comes: the caller's thread does, since the disk may hang,
 * and another one has the turn at the peer. What does not come by it is fetched file by file, and
 * fails there if it has to.
 */
final class BatchTask {
  private final Workplace work;
  private final long fresh;

  /**
   * @param fresh items from this place on did not exist when the run began, so that nothing can be
   *     there of them
   */
  BatchTask(Workplace work, long fresh) {
    this.work = work;
    this.fresh = fresh;
  }

  /** Fetches what is neither there nor in the cache; blocks, throws nothing expected. */
  Batch fetch(List<Item.Row> rows) {
    Batch batch = new Batch();
    if (rows.size() > 1) {
      rows.forEach(row ->
          Batch.small(row)
              .filter(content -> !isThere(row, content) && !isKept(content))
              .ifPresent(content -> batch.add(content, row)));
    }
    List<ContentId> contents = batch.contents();
    if (contents.size() < 2 || !hasRoom(contents)) {
      return batch;
    }
    try {
      List<Source> sources = around().contents().sources(origin(), contents.getFirst());
      if (!sources.isEmpty()) {
        ask(sources.getFirst(), contents, batch);
      }
    } catch (NodeException | UncheckedIOException e) {
      // Noted where it was asked; what did not come is tried anew, one by one.
    }
    return batch;
  }

  /** An earlier run may have brought it, and ended before that was noted. */
  private boolean isThere(Item.Row row, ContentId content) {
    try {
      return row.order() < fresh && Whole.is(work.staging().tree(row.item().path()), content);
    } catch (IOException e) {
      return false; // It is written anew, and that says what is wrong.
    }
  }

  private boolean isKept(ContentId content) {
    try (Contents.Kept kept = around().contents().kept(content)) {
      return kept.read(new NodeRun(0, 1)).isPresent();
    }
  }

  private boolean hasRoom(List<ContentId> contents) {
    long bytes = contents.stream().mapToLong(ContentId::length).sum();
    try {
      return bytes <= work.staging().usableBytes() - DownloadLimits.RESERVE_BYTES;
    } catch (IOException e) {
      return false;
    }
  }

  private void ask(Source source, List<ContentId> contents, Batch batch) {
    Semaphore turns = around().turns().of(source.peer());
    if (!Turns.enter(turns, work.desk()::isStopped)) {
      return;
    }
    try (Arrivals arrivals = new Arrivals(work.desk()::isStopped, work.live()::fetched)) {
      FutureTask<Boolean> request =
          new FutureTask<>(() -> {
            try {
              around().contents().fetchSmall(contents, source, arrivals);
              return true;
            } finally {
              turns.release(); // Others need it, also while the disk hangs.
              arrivals.end();
            }
          });
      var _ = Thread.ofVirtual().name("download").start(request);
      Optional<Arrivals.Arrival> next = arrivals.next();
      while (next.isPresent()) {
        place(next.get(), batch);
        next = arrivals.next();
      }
      requireEnd(request);
    }
  }

  private static void requireEnd(FutureTask<Boolean> request) {
    try {
      var _ = request.get();
    } catch (InterruptedException e) {
      throw Turns.interrupted(e);
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case RuntimeException why -> throw why;
        case Error error -> throw error;
        default -> throw new IllegalStateException(e.getCause());
      }
    }
  }

  private void place(Arrivals.Arrival file, Batch batch) {
    for (Item.Row row : batch.of(file.content())) {
      place(row, file.bytes().array());
      batch.place(row);
    }
  }

  private void place(Item.Row row, byte[] bytes) {
    Path place = work.staging().tree(row.item().path());
    try {
      Whole.write(place, bytes, (Item.File) row.item());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Surroundings around() {
    return work.around();
  }

  private Origin origin() {
    return work.desk().now().origin();
  }
}
