package runnel.node.download;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import runnel.mount.table.Mounts;

/** Goes down a path as the kernel does, and tells each mount before it touches what is there. */
final class MountWalk {
  /** As many links as the kernel follows. */
  private static final int LINKS_MAX = 40;

  private final Mounts mounts;
  private final Consumer<Path> next;

  /**
   * @param next told where the mount is that comes next; of what is on none that is known, the path
   *     itself. What it throws ends the walk
   */
  MountWalk(Mounts mounts, Consumer<Path> next) {
    this.mounts = mounts;
    this.next = next;
  }

  /** Goes; ends where nothing is. A disk on the way may hang. */
  void go(Path path) {
    Path absolute = path.toAbsolutePath();
    Path at = absolute.getRoot();
    Deque<Path> names = new ArrayDeque<>();
    absolute.forEach(names::addLast);
    int links = 0;
    while (!names.isEmpty()) {
      Path child = at.resolve(names.pop()).normalize();
      next.accept(mount(child, absolute));
      try {
        Path target = Files.readSymbolicLink(child);
        links++;
        if (links > LINKS_MAX) {
          return; // Whoever opens it is told so.
        }
        at = target.isAbsolute() ? at.getRoot() : at;
        push(target, names);
      } catch (IOException | UnsupportedOperationException e) {
        at = child; // No link, or nothing is there.
      }
    }
  }

  private static void push(Path target, Deque<Path> names) {
    for (int i = target.getNameCount() - 1; i >= 0; i--) {
      names.push(target.getName(i));
    }
  }

  private Path mount(Path place, Path whole) {
    return mounts.under(place).map(line -> Path.of(line.path())).orElse(whole.normalize());
  }
}
