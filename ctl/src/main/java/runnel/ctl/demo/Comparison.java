package runnel.ctl.demo;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import runnel.ctl.control.Deadline;
import runnel.ctl.demo.TreeReader.Content;

/**
 * Compares a folder with its original: which files and folders there are, and every byte. Whatever
 * the mount does, it ends: a read that gives no answer in time is a difference, and is left behind
 * in a daemon thread.
 */
final class Comparison implements AutoCloseable {
  /** What a file manager and a player may well read at once. */
  private static final int READERS = 4;

  private static final Duration POLL = Duration.ofMillis(200);

  private final Duration patience;
  private final ExecutorService readers =
      Executors.newFixedThreadPool(
          READERS, Thread.ofPlatform().daemon().name("reader-", 0).factory());

  /** One that waits that long for a single file or listing. */
  Comparison(Duration patience) {
    this.patience = patience;
  }

  /**
   * What was found.
   *
   * @param files that were read
   * @param bytes that were read
   * @param time for listing and reading the copy
   * @param differences one sentence each
   */
  record Result(long files, long bytes, Duration time, List<String> differences) {}

  /** Reads the whole copy, then the whole original. */
  Result compare(Path original, Path copy) throws IOException {
    List<String> differences = new ArrayList<>();
    Map<String, Boolean> expected = TreeReader.list(original);
    long begin = System.nanoTime();
    Map<String, Boolean> actual =
        await(copy, submit(() -> TreeReader.list(copy)), differences, Map.of());
    expected.forEach((path, folder) -> {
      if (!folder.equals(actual.get(path))) {
        differences.add("missing: " + copy.resolve(path));
      }
    });
    actual.keySet().stream()
        .filter(path -> !expected.containsKey(path))
        .forEach(path -> differences.add("nothing of that name was shared: " + copy.resolve(path)));
    List<String> files =
        expected.keySet().stream()
            .filter(path -> !expected.get(path) && actual.containsKey(path))
            .toList();
    List<Content> copies = readAll(copy, files, differences);
    Duration time = Duration.ofNanos(System.nanoTime() - begin);
    List<Content> originals = readAll(original, files, differences);
    for (int i = 0; i < files.size(); i++) {
      if (!copies.get(i).equals(originals.get(i))) {
        differences.add("not the same bytes: " + copy.resolve(files.get(i)));
      }
    }
    long bytes = copies.stream().mapToLong(Content::bytes).sum();
    return new Result(files.size(), bytes, time, differences);
  }

  /** Waits until both have the same names, at most that long; whether they do. */
  boolean awaitSameNames(Path original, Path copy, Duration within) throws IOException {
    Map<String, Boolean> expected = TreeReader.list(original);
    Deadline deadline = Deadline.in(within);
    while (!names(copy).equals(expected)) {
      if (deadline.passed()) {
        return false;
      }
      LockSupport.parkNanos(POLL.toNanos());
    }
    return true;
  }

  private Map<String, Boolean> names(Path folder) {
    return await(folder, submit(() -> TreeReader.list(folder)), new ArrayList<>(), Map.of());
  }

  private List<Content> readAll(Path folder, List<String> files, List<String> differences) {
    List<Future<Content>> reads =
        files.stream().map(file -> submit(() -> TreeReader.read(folder.resolve(file)))).toList();
    List<Content> contents = new ArrayList<>();
    for (int i = 0; i < reads.size(); i++) {
      Content unread = new Content(0, folder.toString());
      contents.add(await(folder.resolve(files.get(i)), reads.get(i), differences, unread));
    }
    return contents;
  }

  private <T> Future<T> submit(Callable<T> task) {
    return readers.submit(task);
  }

  private <T> T await(Path what, Future<T> read, List<String> differences, T otherwise) {
    try {
      return read.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      differences.add("cannot read " + what + ": " + e.getCause());
    } catch (TimeoutException e) {
      differences.add("no answer within " + patience.toSeconds() + " s: " + what);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      differences.add("interrupted at " + what);
    }
    return otherwise;
  }

  @Override
  public void close() {
    readers.shutdownNow();
  }
}
