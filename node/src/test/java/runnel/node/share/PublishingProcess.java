package runnel.node.share;

import java.nio.file.Path;

/** A share in a process of its own, to be killed: the main class of that process. */
final class PublishingProcess {
  private PublishingProcess() {}

  /** Publishes, prints a line for each head, and goes on until it is killed. */
  public static void main(String[] arguments) throws InterruptedException {
    ShareSettings settings = ShareSettings.of(Path.of(arguments[0]), Path.of(arguments[1]));
    Share share =
        Share.open(
            settings,
            TestSigner.seeded(Long.parseLong(arguments[2])),
            published -> System.out.println("published"));
    share.rescan();
    System.out.println("watching");
    Thread.currentThread().join();
  }
}
