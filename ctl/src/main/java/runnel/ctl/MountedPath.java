package runnel.ctl;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.util.function.Function;
import runnel.ctl.control.CtlException;
import runnel.ctl.control.CtlException.Kind;

/**
 * What a path in the mount shows: a hit is shown below {@code search/}, and is somewhere below
 * {@code peers/}.
 *
 * @param mount where the network is mounted
 * @param origin says of a hit below {@code search/} where it is from
 */
record MountedPath(Path mount, Function<Path, String> origin) {
  /** The mount says of each file where it is from: {@code user.runnel.path}. */
  private static final String ORIGIN = "runnel.path";

  MountedPath(Path mount) {
    this(mount, MountedPath::origin);
  }

  /**
   * Returns the path from the top of the mount, that of a hit below {@code peers/}.
   *
   * @param local absolute, within the mount
   * @throws CtlException of kind NOT_FOUND if a hit is none
   */
  String shows(Path local) {
    Path inside = mount.relativize(local);
    return inside.startsWith("search") && inside.getNameCount() > 2
        ? "peers" + origin.apply(local)
        : inside.toString();
  }

  private static String origin(Path hit) {
    try {
      UserDefinedFileAttributeView attributes =
          Files.getFileAttributeView(
              hit, UserDefinedFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
      ByteBuffer text = ByteBuffer.allocate(attributes.size(ORIGIN));
      attributes.read(ORIGIN, text);
      return StandardCharsets.UTF_8.decode(text.flip()).toString();
    } catch (IOException e) {
      throw new CtlException(
          Kind.NOT_FOUND, "cannot tell what is at '%s': %s".formatted(hit, e.getMessage()), e);
    }
  }
}
