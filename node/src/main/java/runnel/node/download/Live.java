package runnel.node.download;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** What a download that runs has done since it was last saved, and how fast. Thread-safe. */
final class Live {
  /** The rate is that of so long. */
  private static final long WINDOW_NANOS = 5_000_000_000L;

  private static final long SAMPLE_NANOS = 250_000_000L;

  /** Files are many thousands per second at best, and bytes a hundred million or more. */
  static final long FILE_COST_BYTES = 32 << 10;

  /**
   * A file that is fetched now.
   *
   * @param path below what is downloaded; empty for the file itself
   * @param there how many bytes of it are there
   */
  record Growing(String path, long bytes, LongSupplier there) {}

  private record Sample(long nanos, long bytes, long files) {}

  private final LongSupplier nanoTime;
  private final Map<Long, Growing> growing = new ConcurrentHashMap<>();
  private final Map<Long, Long> left = new ConcurrentHashMap<>();
  private final AtomicLong wholeFiles = new AtomicLong();
  private final AtomicLong wholeBytes = new AtomicLong();
  private final AtomicLong fetched = new AtomicLong();
  private final AtomicLong finished = new AtomicLong();
  // Guarded by itself.
  private final Deque<Sample> samples = new ArrayDeque<>();

  Live(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    samples.add(new Sample(nanoTime.getAsLong(), 0, 0));
  }

  void begin(long order, Growing file) {
    growing.put(order, file);
    left.remove(order);
  }

  /** A file is whole. */
  void end(long order) {
    growing.remove(order);
  }

  /** A file is left as it is, if it was begun and is not whole. */
  void leave(long order) {
    Growing file = growing.get(order);
    if (file != null) {
      left.put(order, file.there().getAsLong());
      growing.remove(order);
    }
  }

  /** A file is whole but not crossed off yet, or, with negative numbers, crossed off. */
  void whole(long files, long bytes) {
    wholeFiles.addAndGet(files);
    wholeBytes.addAndGet(bytes);
    if (files > 0) {
      finished.addAndGet(files);
      sample();
    }
  }

  void fetched(long bytes) {
    fetched.addAndGet(bytes);
    sample();
  }

  private void sample() {
    long now = nanoTime.getAsLong();
    synchronized (samples) {
      if (now - samples.getLast().nanos() >= SAMPLE_NANOS) {
        samples.add(new Sample(now, fetched.get(), finished.get()));
      }
      forgetOld(now);
    }
  }

  List<Growing> growing() {
    return growing.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .map(Map.Entry::getValue)
        .toList();
  }

  long wholeFiles() {
    return Math.max(0, wholeFiles.get());
  }

  /** Bytes that are there but not in what is saved. */
  long bytes() {
    return Math.max(0, wholeBytes.get()) + partialBytes();
  }

  /** Bytes of files that were begun. */
  long partialBytes() {
    long now = growing.values().stream().mapToLong(file -> file.there().getAsLong()).sum();
    return now + left.values().stream().mapToLong(Long::longValue).sum();
  }

  /** Bytes fetched per second, lately. */
  long bytesPerSecond() {
    Sample lately = lately();
    return (long) (lately.bytes() * 1e9 / lately.nanos());
  }

  /**
   * How long the rest will take if it goes on as lately; empty if that can't be told. A file costs
   * time beside its bytes, and is counted as {@link #FILE_COST_BYTES} more: by its bytes alone a
   * large film would say that a hundred thousand notes behind it are nothing, and they, that it
   * takes days.
   *
   * @param sums with what is there at this moment
   */
  OptionalLong secondsLeft(Sums sums) {
    Sample lately = lately();
    double done = cost(lately.bytes(), lately.files());
    double left = cost(sums.bytesLeft(), sums.filesLeft());
    return done > 0 && left > 0
        ? OptionalLong.of((long) Math.ceil(left / 1e9 * lately.nanos() / done))
        : OptionalLong.empty();
  }

  /** Not in whole numbers: an owner may claim as many files as it likes. */
  private static double cost(long bytes, long files) {
    return (double) bytes + (double) files * FILE_COST_BYTES;
  }

  /** What was done within the window, and how long that is. */
  private Sample lately() {
    long now = nanoTime.getAsLong();
    synchronized (samples) {
      forgetOld(now);
      Sample first = samples.getFirst();
      return new Sample(
          Math.max(SAMPLE_NANOS, now - first.nanos()),
          fetched.get() - first.bytes(),
          finished.get() - first.files());
    }
  }

  /** The caller holds the lock. One sample always stays. */
  private void forgetOld(long now) {
    while (samples.size() > 1 && now - samples.getFirst().nanos() > WINDOW_NANOS) {
      samples.removeFirst();
    }
  }
}
