package runnel.node.share;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A small disk of memory that is plugged in and unplugged at some folder, what is on it staying on
 * it. For root only.
 */
final class TestDisk implements AutoCloseable {
  private final Path itself;
  private final Path place;
  private boolean plugged;

  /**
   * @param base a folder of the test's own
   * @param place an empty folder, where it is plugged in at first
   * @param size as {@code 1m}
   */
  TestDisk(Path base, Path place, String size) throws IOException {
    this.itself = Files.createTempDirectory(base, "disk");
    this.place = place;
    run("mount", "-t", "tmpfs", "-o", "size=" + size, "tmpfs", itself.toString());
    plug();
  }

  void plug() throws IOException {
    run("mount", "--bind", itself.toString(), place.toString());
    plugged = true;
  }

  /** Fails if something there is in use. */
  void unplug() throws IOException {
    run("umount", place.toString());
    plugged = false;
  }

  void resize(String size) throws IOException {
    run("mount", "-o", "remount,size=" + size, itself.toString());
  }

  @Override
  public void close() throws IOException {
    if (plugged) {
      run("umount", "-l", place.toString()); // Also where a test failed with files open there.
    }
    run("umount", "-l", itself.toString());
  }

  private static void run(String... command) throws IOException {
    Process process = new ProcessBuilder(command).inheritIO().start();
    assertThat(process.onExit().join().exitValue()).as(String.join(" ", command)).isZero();
  }

  /** Whether tests may mount. */
  static boolean mayMount() throws IOException {
    return (Integer) Files.getAttribute(Path.of("/proc/self"), "unix:uid") == 0;
  }
}
