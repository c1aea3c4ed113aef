package runnel.node.story;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

/**
 * Somebody who does to the folders of a share whatever comes to mind, by a seed. Some of the links
 * that are made lead outside, to files that hold {@link #SECRET}, which nothing in the share does.
 */
final class FuzzingOwner {
  /** What must never be read by others. */
  static final String SECRET = "0UTSIDE-THE-SHARE";

  private static final List<String> NAMES = List.of("a", "b", "c d", "e.txt", "\u00fc");
  private static final int FILE_BYTES_MAX = 200_000;

  private final Random random;
  private final List<Path> roots;
  private final Path outside;

  FuzzingOwner(long seed, List<Path> roots, Path outside) throws IOException {
    this.random = new Random(seed);
    this.roots = roots;
    this.outside = outside;
    for (String name : NAMES) {
      Path secret = outside.resolve("a").resolve(name);
      Files.createDirectories(secret.getParent());
      Files.writeString(secret, (SECRET + " " + name + "\n").repeat(5000));
    }
  }

  /** Does so many things. */
  void act(int times) {
    for (int i = 0; i < times; i++) {
      try {
        act();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private void act() throws IOException {
    Path path = path();
    switch (random.nextInt(12)) {
      case 0, 1, 2 -> write(path, StandardOpenOption.TRUNCATE_EXISTING);
      case 3, 4 -> write(path, StandardOpenOption.APPEND);
      case 5, 6 -> rename(path, path());
      case 7 -> swap(path, path());
      case 8 -> delete(path);
      case 9 -> chmod(path);
      case 10 -> link(path);
      default -> swapForLink(path);
    }
  }

  private void write(Path path, StandardOpenOption how) throws IOException {
    if (makeRoom(path) && !Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
      if (Files.isSymbolicLink(path)) {
        Files.delete(path);
      }
      byte[] bytes = new byte[random.nextInt(FILE_BYTES_MAX)];
      random.nextBytes(bytes);
      Files.write(path, bytes, StandardOpenOption.CREATE, StandardOpenOption.WRITE, how);
    }
  }

  private void rename(Path from, Path to) throws IOException {
    if (isThere(from) && !from.startsWith(to) && !to.startsWith(from) && makeRoom(to)) {
      delete(to);
      if (isThere(from)) {
        Files.move(from, to);
      }
    }
  }

  private void swap(Path one, Path other) throws IOException {
    if (isThere(one) && isThere(other) && !one.startsWith(other) && !other.startsWith(one)) {
      Path aside = outside.resolve("aside");
      Files.move(one, aside);
      Files.move(other, one);
      Files.move(aside, other);
    }
  }

  private void chmod(Path path) {
    if (Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
      boolean _ = path.toFile().setExecutable(random.nextBoolean());
    }
  }

  private void link(Path path) throws IOException {
    if (makeRoom(path)) {
      delete(path);
      Files.createSymbolicLink(path, target());
    }
  }

  /** What is read just now is a link for a moment. */
  private void swapForLink(Path path) throws IOException {
    if (!isThere(path)) {
      return;
    }
    Path aside = outside.resolve("aside");
    for (int i = 0; i < 20; i++) {
      Files.move(path, aside);
      Files.createSymbolicLink(path, target());
      Files.delete(path);
      Files.move(aside, path);
    }
  }

  private Path target() {
    Path folder = outside.resolve("a");
    return random.nextBoolean() ? folder : folder.resolve(name());
  }

  private static void delete(Path path) throws IOException {
    if (isThere(path)) {
      try (var below = Files.walk(path)) {
        for (Path each : below.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(each);
        }
      }
    }
  }

  /** Makes the folders above, unless something else is there. */
  private boolean makeRoom(Path path) throws IOException {
    for (Path at = path.getParent(); !roots.contains(at); at = at.getParent()) {
      if (isThere(at) && !Files.isDirectory(at, LinkOption.NOFOLLOW_LINKS)) {
        return false;
      }
    }
    Files.createDirectories(path.getParent());
    return true;
  }

  private static boolean isThere(Path path) {
    return Files.exists(path, LinkOption.NOFOLLOW_LINKS) && !isBelowLink(path.getParent());
  }

  private static boolean isBelowLink(Path folder) {
    for (Path at = folder; at != null; at = at.getParent()) {
      if (Files.isSymbolicLink(at)) {
        return true;
      }
    }
    return false;
  }

  private Path path() {
    Path path = roots.get(random.nextInt(roots.size()));
    for (int depth = random.nextInt(3); depth >= 0; depth--) {
      path = path.resolve(name());
    }
    return path;
  }

  private String name() {
    return NAMES.get(random.nextInt(NAMES.size()));
  }
}
