package runnel.indexd.daemon;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/**
 * {@code runnel-indexd --home DIR}: serves an index until it is told to end.
 *
 * <p>SIGTERM and SIGINT end it in order, with the JVM's exit status for the signal (143, 130). The
 * others are in {@link DaemonException.Kind}.
 */
public final class IndexDaemon {
  private static final System.Logger LOG = System.getLogger(IndexDaemon.class.getName());

  /** FAULTS: gone within 5 s. */
  private static final Duration STOP_WITHIN = Duration.ofSeconds(4);

  private IndexDaemon() {}

  public static void main(String[] arguments) {
    PrintWriter errors = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    System.exit(DaemonOptions.execute(settings -> run(settings, System.out), errors, arguments));
  }

  private static void run(DaemonSettings settings, PrintStream out) {
    CountDownLatch told = new CountDownLatch(1);
    RunningIndex index = RunningIndex.start(settings);
    Runtime.getRuntime()
        .addShutdownHook(
            Thread.ofPlatform().name("indexd-stop").unstarted(() -> stop(index, told)));
    out.println("index " + index.id().grouped());
    index.addresses().forEach(address -> out.println("at " + address));
    settings.monitor().ifPresent(where -> out.println("monitor at http://" + where));
    out.println("ready");
    LOG.log(
        System.Logger.Level.INFO, "serves as {0} at {1}", index.id().grouped(), index.addresses());
    try {
      told.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Closes on a thread of its own: the process does not wait for ever. */
  private static void stop(RunningIndex index, CountDownLatch told) {
    try {
      boolean _ =
          Thread.ofPlatform().daemon().name("indexd-close").start(index::close).join(STOP_WITHIN);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      told.countDown();
    }
  }
}
