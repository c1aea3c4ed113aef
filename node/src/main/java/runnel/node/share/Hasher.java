package runnel.node.share;

import java.nio.ByteBuffer;
import java.time.InstantSource;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import runnel.indexd.content.ContentHasher;
import runnel.indexd.content.LayerTree;
import runnel.node.beneath.BeneathException;
import runnel.node.beneath.FileFacts;
import runnel.node.beneath.OpenedFile;
import runnel.node.beneath.Root;
import runnel.node.share.HashJob.Outcome;

/**
 * Hashes files on a few platform threads of its own. A file counts as hashed only if its facts are
 * the same before and after. Thread-safe.
 */
final class Hasher implements AutoCloseable {
  /** Large enough that a read costs little beside the hash, small enough for the second cache. */
  private static final int BUFFER_BYTES = 512 * 1024;

  /**
   * File systems stamp changes by a clock that ticks every 1 to 10 ms: within one tick a file can
   * change twice under one time.
   */
  private static final long TICK_MILLIS = 20;

  private static final ByteBuffer ZEROS =
      ByteBuffer.allocateDirect(BUFFER_BYTES).asReadOnlyBuffer();

  private final Root root;
  private final InstantSource clock;
  private final ExecutorService pool;
  private final BlockingQueue<ByteBuffer> buffers;
  private final AtomicLong files = new AtomicLong();
  private volatile boolean closed;

  Hasher(Root root, int threads, InstantSource clock) {
    this.root = root;
    this.clock = clock;
    this.pool =
        Executors.newFixedThreadPool(
            threads, Thread.ofPlatform().name("share-hash-", 0).daemon().factory());
    this.buffers = new ArrayBlockingQueue<>(threads);
    for (int i = 0; i < threads; i++) {
      buffers.add(ByteBuffer.allocateDirect(BUFFER_BYTES));
    }
  }

  /** Hashes the file some time soon and tells the outcome, on a thread of the pool. */
  void hash(HashJob job, Consumer<Outcome> told) {
    pool.execute(() -> told.accept(hashOrFail(job)));
  }

  /** How many files it has begun to read. */
  long files() {
    return files.get();
  }

  /** Ends what is being hashed; it is told as failed. */
  @Override
  public void close() {
    closed = true;
    pool.shutdownNow();
    try {
      if (!pool.awaitTermination(5, TimeUnit.SECONDS)) {
        System.getLogger(Hasher.class.getName())
            .log(
                System.Logger.Level.WARNING, "a file being hashed can't be let go: its disk hangs");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Outcome hashOrFail(HashJob job) {
    try {
      return hash(job);
    } catch (RuntimeException e) {
      System.getLogger(Hasher.class.getName())
          .log(System.Logger.Level.ERROR, "hashing failed in a way that nobody foresaw", e);
      return new Outcome.Failed(job, BeneathException.Kind.IO);
    }
  }

  private Outcome hash(HashJob job) {
    try (OpenedFile file = root.openFile(job.path().utf8())) {
      files.incrementAndGet();
      waitForTick(file.facts());
      FileFacts before = file.factsNow();
      ContentHasher hasher =
          new ContentHasher(before.size(), LayerTree.lowestLayer(before.size(), TreeStore.LAYER));
      boolean whole = read(file, before.size(), hasher);
      FileFacts after = file.factsNow();
      return whole && after.equals(before)
          ? new Outcome.Done(job, before, hasher.finish())
          : new Outcome.Changed(job, after);
    } catch (BeneathException e) {
      return new Outcome.Failed(job, e.kind());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Outcome.Failed(job, BeneathException.Kind.CLOSED);
    }
  }

  /** Says whether all bytes were there. */
  private boolean read(OpenedFile file, long size, ContentHasher hasher)
      throws InterruptedException {
    ByteBuffer buffer = buffers.take();
    try {
      long at = 0;
      while (at < size && !closed) {
        long hole = Math.min(file.nextData(at), size) - at;
        if (hole > 0) {
          at += zeros(hasher, hole);
          continue;
        }
        buffer.clear().limit((int) Math.min(buffer.capacity(), size - at));
        int read = file.read(at, buffer);
        if (read == 0) {
          return false;
        }
        hasher.update(buffer.flip());
        at += read;
      }
      return at == size;
    } finally {
      buffers.add(buffer);
    }
  }

  /** Hashes a piece of a hole without reading it, which would fill the page cache with zeros. */
  private static int zeros(ContentHasher hasher, long length) {
    int piece = (int) Math.min(length, ZEROS.capacity());
    hasher.update(ZEROS.slice(0, piece));
    return piece;
  }

  private void waitForTick(FileFacts facts) throws InterruptedException {
    long changedMillis = Math.floorDiv(facts.changedNanos(), 1_000_000L);
    long ageMillis = clock.instant().toEpochMilli() - changedMillis;
    if (ageMillis >= 0 && ageMillis < TICK_MILLIS) {
      Thread.sleep(TICK_MILLIS - ageMillis);
    }
  }
}
