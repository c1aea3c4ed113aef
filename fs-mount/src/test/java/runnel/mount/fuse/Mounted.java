package runnel.mount.fuse;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.UnaryOperator;
import runnel.mount.tree.FileTree;

/** A tree mounted in a temporary folder, for one test. */
record Mounted(Mount mount) implements AutoCloseable {

  static Mounted of(FileTree tree) {
    return of(tree, settings -> settings);
  }

  static Mounted of(FileTree tree, UnaryOperator<MountSettings> change) {
    return new Mounted(Mount.mount(tree, change.apply(MountSettings.at(newFolder()))));
  }

  static Path newFolder() {
    try {
      return Files.createTempDirectory("runnel mount ü");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String path(String name) {
    return mount.mountPoint() + "/" + name;
  }

  @Override
  public void close() {
    mount.unmount(Duration.ofSeconds(2));
    removeFolder(mount.mountPoint());
  }

  /** Removes a mount point, by a child: looking at it from here could hang if it still is one. */
  static void removeFolder(Path folder) {
    Shell.ok("rmdir", folder.toString());
  }
}
