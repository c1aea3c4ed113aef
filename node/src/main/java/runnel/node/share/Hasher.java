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
import java.util.function.Function;
import runnel.indexd.content.ContentHasher;
import runnel.indexd.content.LayerTree;
import runnel.node.beneath.BeneathException;
import runnel.node.beneath.FileFacts;
import runnel.node.beneath.OpenedFile;
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

  private final Roots roots;
  private final Function<FileFacts, byte[]> earlier;
  private final InstantSource clock;
  private final ExecutorService pool;
  private final ExecutorService first;
  private final BlockingQueue<ByteBuffer> buffers;
  private final AtomicLong files = new AtomicLong();
  private final AtomicLong resumedBytes = new AtomicLong();
  private volatile boolean closed;

  /**
   * @param earlier what is known of a file's first nodes under just these facts
   */
  Hasher(Roots roots, Function<FileFacts, byte[]> earlier, int threads, InstantSource clock) {
    this.roots = roots;
    this.earlier = earlier;
    this.clock = clock;
    this.pool =
        Executors.newFixedThreadPool(
            threads, Thread.ofPlatform().name("share-hash-", 0).daemon().factory());
    this.first =
        Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name("share-hash-first").daemon().factory());
    this.buffers = new ArrayBlockingQueue<>(threads + 1);
    for (int i = 0; i <= threads; i++) {
      buffers.add(ByteBuffer.allocateDirect(BUFFER_BYTES));
    }
  }

  /**
   * Hashes the file some time soon and tells the outcome, on a thread of the pool; parts before.
   */
  void hash(HashJob job, Consumer<Outcome> told) {
    pool.execute(() -> told.accept(hashOrFail(job, told)));
  }

  /** As {@link #hash}, on a thread that only such files are hashed on. */
  void hashFirst(HashJob job, Consumer<Outcome> told) {
    first.execute(() -> told.accept(hashOrFail(job, told)));
  }

  /** How many files it has begun to read. */
  long files() {
    return files.get();
  }

  /** How many bytes it did not read, as an earlier run had hashed them. */
  long resumedBytes() {
    return resumedBytes.get();
  }

  /** Ends what is being hashed; it is told as failed. */
  @Override
  public void close() {
    closed = true;
    pool.shutdownNow();
    first.shutdownNow();
    try {
      if (!pool.awaitTermination(5, TimeUnit.SECONDS)
          || !first.awaitTermination(5, TimeUnit.SECONDS)) {
        System.getLogger(Hasher.class.getName())
            .log(
                System.Logger.Level.WARNING, "a file being hashed can't be let go: its disk hangs");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Outcome hashOrFail(HashJob job, Consumer<Outcome> told) {
    try {
      return outcome(job, told);
    } catch (RuntimeException e) {
      System.getLogger(Hasher.class.getName())
          .log(System.Logger.Level.ERROR, "hashing failed in a way that nobody foresaw", e);
      return new Outcome.Failed(job, BeneathException.Kind.IO);
    }
  }

  private Outcome outcome(HashJob job, Consumer<Outcome> told) {
    try (OpenedFile file = roots.openFile(job.path())) {
      files.incrementAndGet();
      waitForTick(file.facts());
      FileFacts before = file.factsNow();
      ContentHasher hasher =
          ContentHasher.resumed(
              before.size(),
              LayerTree.lowestLayer(before.size(), TreeStore.LAYER),
              earlier.apply(before));
      resumedBytes.addAndGet(hasher.fed());
      Run run = new Run(job, file, before, hasher, told);
      boolean whole = read(run);
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

  /** A file that is being hashed. */
  private record Run(
      HashJob job, OpenedFile file, FileFacts facts, ContentHasher hasher, Consumer<Outcome> told) {

    /** Tells the segments of nodes that became whole since there were so many. */
    void tellParts(int before) {
      int now = hasher.nodes() / Parts.SEGMENT;
      for (int segment = before / Parts.SEGMENT; segment < now; segment++) {
        int from = segment * Parts.SEGMENT;
        ByteBuffer hashes = ByteBuffer.wrap(hasher.nodes(from, from + Parts.SEGMENT));
        told.accept(new Outcome.Part(job, facts, segment, hashes));
      }
    }
  }

  /** Says whether all bytes were there. */
  private boolean read(Run run) throws InterruptedException {
    long size = run.facts.size();
    ByteBuffer buffer = buffers.take();
    try {
      long at = run.hasher.fed();
      while (at < size && !closed) {
        int nodes = run.hasher.nodes();
        long hole = Math.min(run.file.nextData(at), size) - at;
        long taken = hole > 0 ? zeros(run.hasher, hole) : data(run, at, buffer);
        if (taken == 0) {
          return false;
        }
        at += taken;
        run.tellParts(nodes);
      }
      return at == size;
    } finally {
      buffers.add(buffer);
    }
  }

  /** Hashes what is at a position, and returns how much that was. */
  private static int data(Run run, long at, ByteBuffer buffer) {
    buffer.clear().limit((int) Math.min(buffer.capacity(), run.facts.size() - at));
    int read = run.file.read(at, buffer);
    run.hasher.update(buffer.flip());
    return read;
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
