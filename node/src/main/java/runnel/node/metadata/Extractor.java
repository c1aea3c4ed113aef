package runnel.node.metadata;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import runnel.node.beneath.OpenedFile;

/**
 * Extracts metadata, one file at a time, in a child process that it starts when it is asked and
 * ends when it is not. Thread-safe; callers queue.
 */
public final class Extractor implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(Extractor.class.getName());

  private final Path temporary;
  private final String classPath;
  private final LongSupplier nanoTime;
  private final Duration perFile;
  private final ScheduledExecutorService timer = timer();

  // One file at a time: guards what is not volatile.
  private final Object turn = new Object();
  private Optional<ScheduledFuture<?>> idle = Optional.empty();
  private Optional<Long> pausedUntil = Optional.empty();

  private volatile Optional<ChildProcess> child = Optional.empty();
  private volatile boolean closed;

  /**
   * @param temporary a folder for the parsers' temporary files, its own; what an earlier run left
   *     there is deleted
   * @param classPath as for {@code java -cp}: this module and the parsers
   * @param nanoTime a monotonic clock, as {@code System::nanoTime}
   */
  public Extractor(Path temporary, String classPath, LongSupplier nanoTime) {
    this(temporary, classPath, nanoTime, ExtractorLimits.PER_FILE);
  }

  Extractor(Path temporary, String classPath, LongSupplier nanoTime, Duration perFile) {
    this.temporary = temporary;
    this.classPath = classPath;
    this.nanoTime = nanoTime;
    this.perFile = perFile;
  }

  /** Lets go of what is cancelled: of 600 files a second, none of which takes its 20 seconds. */
  private static ScheduledExecutorService timer() {
    ScheduledThreadPoolExecutor timer =
        new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().name("metadata-timer").daemon().factory());
    timer.setRemoveOnCancelPolicy(true);
    return timer;
  }

  /**
   * Returns this process's class path, with the parsers' jars where the launcher keeps them apart
   * so that the node itself need not search them: in {@code metadata} beside the first jar.
   */
  public static String classPath() {
    String own = System.getProperty("java.class.path");
    Path first = Path.of(own.split(File.pathSeparator, 2)[0]).toAbsolutePath();
    Path parsers = first.resolveSibling("metadata");
    return Files.isDirectory(parsers) ? own + File.pathSeparator + parsers.resolve("*") : own;
  }

  /** Says whether files of this name are worth asking. */
  public static boolean understands(String name) {
    return Kinds.areWorthParsing(name);
  }

  /**
   * Finds out what the file is; blocks for at most some tens of seconds.
   *
   * @param file stays open until this returns
   * @param name the file's name, which helps to tell its kind
   */
  public Extraction extract(OpenedFile file, String name) {
    return file.throughPath(path -> extract(path, name));
  }

  private Extraction extract(String openAt, String name) {
    synchronized (turn) {
      idle.ifPresent(waiting -> waiting.cancel(false));
      idle = Optional.empty();
      try {
        return ask(ready(), openAt, name);
      } catch (IOException e) {
        return new Extraction.Unavailable(reason(e));
      } finally {
        retireLater();
      }
    }
  }

  private Extraction ask(ChildProcess ready, String openAt, String name) {
    try {
      return ready.ask(openAt, name, perFile);
    } catch (IOException e) {
      retire();
      return closed
          ? new Extraction.Unavailable("the node stops")
          : new Extraction.Unparsable("the parsers' process died of it: " + reason(e));
    }
  }

  private static String reason(IOException e) {
    return Optional.ofNullable(e.getMessage()).orElse("it ended");
  }

  private ChildProcess ready() throws IOException {
    if (child.isPresent() && child.get().isWornOut()) {
      retire();
    }
    if (child.isEmpty()) {
      start();
    }
    return child.orElseThrow(() -> new IOException("the node stops"));
  }

  private void start() throws IOException {
    if (pausedUntil.isPresent() && nanoTime.getAsLong() - pausedUntil.get() < 0) {
      throw new IOException("the parsers' process could not be started a while ago");
    }
    try {
      emptyTemporary();
      ChildProcess started = ChildProcess.start(ChildCommand.of(classPath, temporary), timer);
      child = Optional.of(started);
      if (closed) {
        retire(); // close() may have looked before there was anything to end.
        return;
      }
      started.awaitReady();
      pausedUntil = Optional.empty();
    } catch (IOException e) {
      retire();
      pause(e);
      throw e;
    }
  }

  private void pause(IOException e) {
    if (closed) {
      return;
    }
    pausedUntil =
        Optional.of(nanoTime.getAsLong() + ExtractorLimits.PAUSE_AFTER_FAILED_START.toNanos());
    LOG.log(
        System.Logger.Level.WARNING,
        "could not start the process that reads metadata: {0}; files are shared without it, and"
            + " it is tried again in {1} minutes",
        reason(e),
        ExtractorLimits.PAUSE_AFTER_FAILED_START.toMinutes());
  }

  private void retireLater() {
    try {
      idle =
          Optional.of(
              timer.schedule(
                  this::retireIdle, ExtractorLimits.IDLE.toMillis(), TimeUnit.MILLISECONDS));
    } catch (RejectedExecutionException e) {
      retire(); // The node stops.
    }
  }

  private void retireIdle() {
    synchronized (turn) {
      retire();
    }
  }

  private void retire() {
    child.ifPresent(ChildProcess::end);
    child = Optional.empty();
  }

  private void emptyTemporary() throws IOException {
    Files.createDirectories(temporary);
    try (Stream<Path> left = Files.list(temporary)) {
      for (Path path : left.toList()) {
        if (Files.isRegularFile(path)) {
          Files.delete(path);
        }
      }
    }
  }

  /** Ends the child, also in the middle of a file. */
  @Override
  public void close() {
    closed = true;
    child.ifPresent(ChildProcess::end);
    timer.shutdownNow();
  }
}
