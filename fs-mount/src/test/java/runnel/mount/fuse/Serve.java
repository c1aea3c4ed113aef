package runnel.mount.fuse;

import java.nio.file.Path;

/** Serves a small tree until it is killed; a process of its own for {@link LifeTest}. */
final class Serve {
  private Serve() {}

  public static void main(String[] arguments) throws InterruptedException {
    MemoryTree tree = new MemoryTree().file("/file", "text");
    try (Mount mount = Mount.mount(tree, MountSettings.at(Path.of(arguments[0])))) {
      System.out.println("mounted at " + mount.mountPoint());
      Thread.currentThread().join();
    }
  }
}
