package runnel.node.download;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** What a download that runs has done since it was last saved, and how fast. Thread-safe. */
final class Live {
  /** The rate is that of so long. */
  private static final long WINDOW_NANOS = 5_000_000_000L;

  private static final long SAMPLE_NANOS = 250_000_000L;

  /**
   * A file that is fetched now.
   *
   * @param path below what is downloaded; empty for the file itself
   * @param there how many bytes of it are there
   */
  record Growing(String path, long bytes, LongSupplier there) {}

  private record Sample(long nanos, long bytes) {}

  private final LongSupplier nanoTime;
  private final Map<Long, Growing> growing = new ConcurrentHashMap<>();
  private final Map<Long, Long> left = new ConcurrentHashMap<>();
  private final AtomicLong wholeFiles = new AtomicLong();
  private final AtomicLong wholeBytes = new AtomicLong();
  private final AtomicLong fetched = new AtomicLong();
  // Guarded by itself.
  private final Deque<Sample> samples = new ArrayDeque<>();

  Live(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    samples.add(new Sample(nanoTime.getAsLong(), 0));
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
  }

  void fetched(long bytes) {
    long sum = fetched.addAndGet(bytes);
    long now = nanoTime.getAsLong();
    synchronized (samples) {
      if (samples.isEmpty() || now - samples.getLast().nanos() >= SAMPLE_NANOS) {
        samples.add(new Sample(now, sum));
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
    long now = nanoTime.getAsLong();
    synchronized (samples) {
      forgetOld(now);
      Sample first = samples.getFirst();
      long nanos = Math.max(SAMPLE_NANOS, now - first.nanos());
      return (long) ((fetched.get() - first.bytes()) * 1e9 / nanos);
    }
  }

  /** The caller holds the lock. One sample always stays. */
  private void forgetOld(long now) {
    while (samples.size() > 1 && now - samples.getFirst().nanos() > WINDOW_NANOS) {
      samples.removeFirst();
    }
  }
}
