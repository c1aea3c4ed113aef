package runnel.node.beneath;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Swaps a folder for a link to elsewhere and back, as fast as it can, a number of times. */
final class Swapper implements AutoCloseable {
  private final Path folder;
  private final Path link;
  private final Path aside;
  private final Thread thread;

  Swapper(Path folder, Path elsewhere, int swaps) throws IOException {
    this.folder = folder;
    this.link = folder.resolveSibling("swap.link");
    this.aside = folder.resolveSibling("swap.aside");
    Files.createSymbolicLink(link, elsewhere);
    thread = Thread.ofPlatform().start(() -> swap(swaps));
  }

  boolean isRunning() {
    return thread.isAlive();
  }

  private void swap(int swaps) {
    try {
      for (int i = 0; i < swaps; i++) {
        Files.move(folder, aside);
        Files.move(link, folder);
        Files.move(folder, link);
        Files.move(aside, folder);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw new IllegalStateException("interrupted while the swaps end", e);
    }
  }
}
