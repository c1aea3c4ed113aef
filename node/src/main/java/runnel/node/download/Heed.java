package runnel.node.download;

import java.util.function.BooleanSupplier;

/** Gives a request up as soon as its download is to end; until this is closed. */
final class Heed implements AutoCloseable {
  private final Thread looking;

  /**
   * Begins to look.
   *
   * @param stopped whether the download is to end
   * @param abort gives the request up
   */
  Heed(BooleanSupplier stopped, Runnable abort) {
    this.looking = Thread.ofVirtual().name("download-stop").start(() -> look(stopped, abort));
  }

  @Override
  public void close() {
    looking.interrupt();
  }

  private static void look(BooleanSupplier stopped, Runnable abort) {
    try {
      while (!stopped.getAsBoolean()) {
        Thread.sleep(DownloadLimits.TICK);
      }
      abort.run();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // The request is over.
    }
  }
}
