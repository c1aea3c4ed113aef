package runnel.mount.fuse;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Serves a small tree until it is killed or its input ends; a process of its own. */
final class Serve {
  private Serve() {}

  /** The command that serves there. */
  static List<String> command(Path folder) {
    return List.of(
        System.getProperty("java.home") + "/bin/java",
        "--enable-native-access=ALL-UNNAMED",
        "--sun-misc-unsafe-memory-access=allow",
        "-Xmx128m",
        "-cp",
        System.getProperty("java.class.path"),
        Serve.class.getName(),
        folder.toString());
  }

  public static void main(String[] arguments) throws IOException {
    MemoryTree tree = new MemoryTree().file("/file", "text");
    try (Mount mount = Mount.mount(tree, MountSettings.at(Path.of(arguments[0])))) {
      System.out.println("mounted at " + mount.mountPoint());
      int _ = System.in.read();
    }
  }
}
