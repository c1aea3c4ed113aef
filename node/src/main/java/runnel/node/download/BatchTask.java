package runnel.node.download;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import runnel.indexd.content.ContentHasher;
import runnel.indexd.content.ContentId;
import runnel.node.failure.NodeException;
import runnel.node.transfer.NodeRun;
import runnel.node.transfer.SmallSink;
import runnel.node.transfer.Source;
import runnel.node.transfer.SourceFailure;

/**
 * Fetches small files in one request, so that a folder of a hundred thousand is not as many round
 * trips, and puts each to its place as it comes. What does not come by it is fetched file by file,
 * and fails there if it has to.
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
    try (Taking taking = new Taking(batch)) {
      around().contents().fetchSmall(contents, source, taking);
    } finally {
      turns.release();
    }
  }

  /** Takes what comes, until the download is to end. Confined to the fetching thread. */
  private final class Taking implements SmallSink, AutoCloseable {
    private final Batch batch;
    private Optional<Heed> heed = Optional.empty();

    Taking(Batch batch) {
      this.batch = batch;
    }

    @Override
    public void begun(Runnable abort) {
      heed = Optional.of(new Heed(work.desk()::isStopped, abort));
    }

    @Override
    public void take(ContentId content, Optional<byte[]> bytes) throws SourceFailure {
      BatchTask.this.take(content, bytes, batch);
    }

    @Override
    public void close() {
      heed.ifPresent(Heed::close);
    }
  }

  private void take(ContentId content, Optional<byte[]> bytes, Batch batch) throws SourceFailure {
    if (bytes.isEmpty()) {
      return;
    }
    ContentHasher hasher = new ContentHasher(content.length(), 2);
    hasher.update(ByteBuffer.wrap(bytes.get()));
    if (bytes.get().length != content.length() || !hasher.finish().id().equals(content)) {
      throw new SourceFailure(SourceFailure.Kind.WRONG, "sent bytes that fail their hash");
    }
    work.live().fetched(bytes.get().length);
    for (Item.Row row : batch.of(content)) {
      place(row, bytes.get());
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
