package runnel.node.share;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import runnel.indexd.catalog.Folder;

/** A share in a process of its own, to be killed or stopped: the main class of that process. */
final class PublishingProcess {
  private PublishingProcess() {}

  /** Starts one over the folder and the store of a kit that is closed, with its key. */
  static Process start(ShareKit kit, long seed) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.addAll(Files.readAllLines(Path.of(System.getProperty("jvm.flags.file"))));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(PublishingProcess.class.getName());
    command.addAll(
        List.of(kit.folder.toString(), kit.settings().store().toString(), Long.toString(seed)));
    return new ProcessBuilder(command).redirectErrorStream(true).start();
  }

  /**
   * Publishes, prints for each head how many files it has, and {@code watching} after the first
   * scan; goes on until it is killed.
   */
  public static void main(String[] arguments) throws InterruptedException {
    ShareSettings settings = ShareSettings.of(Path.of(arguments[0]), Path.of(arguments[1]));
    Share share =
        Share.open(
            settings,
            TestSigner.seeded(Long.parseLong(arguments[2])),
            published ->
                System.out.println(
                    "published " + Folder.read(published.head().head().root(), published).files()));
    share.rescan();
    System.out.println("watching");
    Thread.currentThread().join();
  }
}
