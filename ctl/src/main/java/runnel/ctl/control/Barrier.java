package runnel.ctl.control;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** What keeps this user from a socket that may be there. */
final class Barrier {
  private Barrier() {}

  /** Returns the folder or socket that this user may not use; empty if nothing is in the way. */
  static Optional<Path> before(Path socket) {
    Path absolute = socket.toAbsolutePath();
    return Stream.concat(
            Stream.iterate(absolute.getParent(), folder -> folder != null, Path::getParent)
                .filter(folder -> Files.isDirectory(folder) && !Files.isExecutable(folder)),
            Stream.of(absolute).filter(file -> Files.exists(file) && !Files.isWritable(file)))
        .findFirst();
  }

  /** The owner's name; a question mark if that can't be told. */
  static String owner(Path file) {
    try {
      return Files.getOwner(file, LinkOption.NOFOLLOW_LINKS).getName();
    } catch (IOException e) {
      return "?";
    }
  }
}
