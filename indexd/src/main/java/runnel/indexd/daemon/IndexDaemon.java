package runnel.indexd.daemon;

import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import runnel.indexd.identity.IdentityException;
import runnel.indexd.store.StoreException;

/**
 * {@code indexd --home DIR [--listen HOST:PORT]}: serves an index until it is told to end.
 *
 * <p>SIGTERM and SIGINT end it in order, with the JVM's exit code for the signal (143, 130). Exit
 * code 1: it can't start; 2: wrong arguments.
 */
public final class IndexDaemon {
  private static final int FAILED = 1;
  private static final int USAGE = 2;

  private IndexDaemon() {}

  public static void main(String[] arguments) {
    int code = run(List.of(arguments), System.out, System.err);
    if (code != 0) {
      System.exit(code);
    }
  }

  private static int run(List<String> arguments, PrintStream out, PrintStream err) {
    try {
      DaemonArguments parsed = DaemonArguments.parse(arguments);
      InetSocketAddress listen =
          new InetSocketAddress(parsed.listen().host(), parsed.listen().port());
      if (listen.isUnresolved()) {
        throw new IllegalArgumentException("no such host: " + parsed.listen().host());
      }
      serve(RunningIndex.start(parsed.home(), listen), out);
      return 0;
    } catch (IllegalArgumentException e) {
      err.println("indexd: " + e.getMessage());
      err.println(DaemonArguments.USAGE);
      return USAGE;
    } catch (StoreException | IdentityException | java.io.UncheckedIOException e) {
      err.println("indexd: " + e.getMessage());
      return FAILED;
    }
  }

  private static void serve(RunningIndex index, PrintStream out) {
    CountDownLatch told = new CountDownLatch(1);
    Runtime.getRuntime()
        .addShutdownHook(
            Thread.ofPlatform()
                .name("indexd-stop")
                .unstarted(() -> {
                  index.close();
                  told.countDown();
                }));
    out.println("index " + index.identity().id().grouped() + " at " + index.address());
    try {
      told.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
