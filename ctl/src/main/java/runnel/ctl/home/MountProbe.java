package runnel.ctl.home;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;

/** Looks at a mount from a thread that may be left behind: a broken mount can hold its caller. */
final class MountProbe {
  private MountProbe() {}

  static boolean canBeListed(Path mount, Duration within) {
    boolean[] listed = {false};
    Thread probe = Thread.ofPlatform().daemon().name("probe").start(() -> listed[0] = list(mount));
    try {
      return probe.join(within) && listed[0];
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static boolean list(Path mount) {
    try (Stream<Path> children = Files.list(mount)) {
      return children.findAny().isPresent();
    } catch (IOException | java.io.UncheckedIOException e) {
      return false;
    }
  }
}
