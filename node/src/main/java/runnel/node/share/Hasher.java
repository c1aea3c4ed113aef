package runnel.node.share;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
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
  /**
   * File systems stamp changes by a clock that ticks every 1 to 10 ms: within one tick a file can
   * change twice under one time.
   */
  private static final long TICK_MILLIS = 20;

  /** A read that takes longer waits for a disk that hangs, and the node must end without it. */
  private static final Duration CLOSE = Duration.ofSeconds(5);

  private final Roots roots;
  private final Function<FileFacts, byte[]> earlier;
  private final Manner manner;
  private final ExecutorService pool;
  private final ExecutorService first = single("share-hash-first");
  private final ExecutorService again = single("share-hash-again");

  /** For what the threads that hash read ahead, one read each. */
  private final ExecutorService readers =
      Executors.newCachedThreadPool(Thread.ofPlatform().name("share-read-", 0).daemon().factory());

  private final BlockingQueue<Feed.Buffers> buffers;
  private final AtomicLong files = new AtomicLong();
  private final AtomicLong resumedBytes = new AtomicLong();
  private volatile boolean closed;

  /**
   * @param earlier what is known of a file's first nodes under just these facts
   */
  Hasher(Roots roots, Function<FileFacts, byte[]> earlier, Manner manner) {
    this.roots = roots;
    this.earlier = earlier;
    this.manner = manner;
    this.pool =
        Executors.newFixedThreadPool(
            manner.threads, Thread.ofPlatform().name("share-hash-", 0).daemon().factory());
    int all = manner.threads + 2;
    this.buffers = new ArrayBlockingQueue<>(all);
    for (int i = 0; i < all; i++) {
      buffers.add(new Feed.Buffers());
    }
  }

  /**
   * How it is done.
   *
   * @param threads 1 or more, beside one for what is asked for and one for what is hashed again
   * @param pace of those threads
   */
  record Manner(int threads, Supplier<Pace> pace, InstantSource clock) {}

  private static ExecutorService single(String name) {
    return Executors.newSingleThreadExecutor(Thread.ofPlatform().name(name).daemon().factory());
  }

  /** A file to be hashed once, by whichever thread comes to it first. */
  final class Task {
    private final HashJob job;
    private final Consumer<Outcome> told;
    private final AtomicBoolean begun = new AtomicBoolean();
    private final AtomicBoolean hastened = new AtomicBoolean();

    private Task(HashJob job, Consumer<Outcome> told) {
      this.job = job;
      this.told = told;
    }

    /** Says whether it goes before others. */
    boolean isHastened() {
      return hastened.get();
    }

    private void run(Supplier<Pace> pace) {
      if (begun.compareAndSet(false, true)) {
        told.accept(hashOrFail(this, pace));
      }
    }
  }

  /**
   * Returns a task to be enqueued or hastened, or both.
   *
   * @param told is told the outcome, on a thread of this, and parts before
   */
  Task task(HashJob job, Consumer<Outcome> told) {
    return new Task(job, told);
  }

  /** Has the file hashed some time soon. */
  void enqueue(Task task) {
    pool.execute(() -> task.run(manner.pace));
  }

  /** Has the file hashed at full pace, on a thread that only such files are hashed on. */
  void hasten(Task task) {
    if (task.hastened.compareAndSet(false, true)) {
      first.execute(() -> task.run(() -> Pace.FULL));
    }
  }

  /** Hashes a file gently of which nobody waits for the hash, beside all others. */
  void hashAgain(HashJob job, Consumer<Outcome> told) {
    Task task = new Task(job, told);
    again.execute(() -> task.run(() -> Pace.GENTLE));
  }

  /** How many files it has begun to read, but for those hashed again. */
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
    List<ExecutorService> all = List.of(pool, first, again);
    all.forEach(ExecutorService::shutdownNow);
    try {
      long end = System.nanoTime() + CLOSE.toNanos();
      boolean ended = true;
      for (ExecutorService each : all) {
        ended &= each.awaitTermination(end - System.nanoTime(), TimeUnit.NANOSECONDS);
      }
      if (!ended) {
        System.getLogger(Hasher.class.getName())
            .log(
                System.Logger.Level.WARNING, "a file being hashed can't be let go: its disk hangs");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      readers.shutdown(); // Last: those that hash read by it to the end.
    }
  }

  private Outcome hashOrFail(Task task, Supplier<Pace> pace) {
    try {
      return outcome(task, pace);
    } catch (RuntimeException e) {
      System.getLogger(Hasher.class.getName())
          .log(System.Logger.Level.ERROR, "hashing failed in a way that nobody foresaw", e);
      return new Outcome.Failed(task.job, BeneathException.Kind.IO);
    }
  }

  private Outcome outcome(Task task, Supplier<Pace> pace) {
    HashJob job = task.job;
    try (OpenedFile file = roots.openFile(job.path())) {
      files.addAndGet(job.again() ? 0 : 1);
      waitForTick(file.facts());
      FileFacts before = file.factsNow();
      ContentHasher hasher =
          ContentHasher.resumed(
              before.size(),
              LayerTree.lowestLayer(before.size(), TreeStore.LAYER),
              earlier.apply(before));
      resumedBytes.addAndGet(hasher.fed());
      boolean whole = read(new Run(task, file, before, hasher), pace);
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
  private record Run(Task task, OpenedFile file, FileFacts facts, ContentHasher hasher) {

    /** Tells the segments of nodes that became whole since there were so many. */
    void tellParts(int before) {
      int now = hasher.nodes() / Parts.SEGMENT;
      for (int segment = before / Parts.SEGMENT; segment < now; segment++) {
        int from = segment * Parts.SEGMENT;
        ByteBuffer hashes = ByteBuffer.wrap(hasher.nodes(from, from + Parts.SEGMENT));
        task.told.accept(new Outcome.Part(task.job, facts, segment, hashes));
      }
    }
  }

  /** Says whether all bytes were there. */
  private boolean read(Run run, Supplier<Pace> pace) throws InterruptedException {
    long size = run.facts.size();
    Feed.Buffers taken = buffers.take();
    try (Feed feed = new Feed(run.file, size, taken, readers)) {
      long read = 1;
      while (run.hasher.fed() < size && read > 0 && !closed) {
        long began = System.nanoTime();
        int nodes = run.hasher.nodes();
        Pace now = pace.get();
        read = feed.hash(run.hasher, now == Pace.FULL);
        run.tellParts(nodes);
        now.rest(System.nanoTime() - began, manner.threads);
      }
      return run.hasher.fed() == size;
    } finally {
      buffers.add(taken);
    }
  }

  private void waitForTick(FileFacts facts) throws InterruptedException {
    long changedMillis = Math.floorDiv(facts.changedNanos(), 1_000_000L);
    long ageMillis = manner.clock.instant().toEpochMilli() - changedMillis;
    if (ageMillis >= 0 && ageMillis < TICK_MILLIS) {
      Thread.sleep(TICK_MILLIS - ageMillis);
    }
  }
}
