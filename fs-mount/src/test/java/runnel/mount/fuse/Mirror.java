package runnel.mount.fuse;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import runnel.mount.tree.ReadResult;

/**
 * A local folder and the same files in a mounted tree, whose reads are counted.
 *
 * @param local what programs may be compared with
 * @param bytesRead what the kernel asked the tree for so far
 */
record Mirror(Path local, Mounted mounted, AtomicLong bytesRead) implements AutoCloseable {
  /** Mounts what is in the folder now. */
  static Mirror of(Path local) {
    AtomicLong bytesRead = new AtomicLong();
    MemoryTree tree = new MemoryTree();
    try (Stream<Path> paths = Files.walk(local)) {
      paths.filter(path -> !path.equals(local)).forEach(path -> add(path, local, tree, bytesRead));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    // As the node mounts.
    Mounted mounted =
        Mounted.of(tree, settings -> settings.withReadMode(MountSettings.ReadMode.SYNCHRONOUS));
    return new Mirror(local, mounted, bytesRead);
  }

  String local(String name) {
    return local.resolve(name).toString();
  }

  String mounted(String name) {
    return mounted.path(name);
  }

  @Override
  public void close() {
    mounted.close();
  }

  private static void add(Path path, Path local, MemoryTree tree, AtomicLong bytesRead) {
    String name = "/" + local.relativize(path);
    if (Files.isDirectory(path)) {
      tree.folder(name);
      return;
    }
    try {
      Content content = Content.of(Files.readAllBytes(path));
      tree.file(name, new Measured(content, bytesRead), Files.isExecutable(path));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private record Measured(Content content, AtomicLong bytes) implements Content {
    @Override
    public long size() {
      return content.size();
    }

    @Override
    public CompletableFuture<ReadResult> read(long offset, int length) {
      bytes.addAndGet(length);
      return content.read(offset, length);
    }
  }
}
