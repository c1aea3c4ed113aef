package runnel.node.control;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;
import runnel.indexd.content.Hash;
import runnel.node.failure.NodeException;

/** Where the control socket of a home is; the rule stands in {@code node/CONTROL.md}. */
public final class ControlSocket {
  /** Linux: {@code sun_path} has 108 bytes with its NUL. */
  private static final int PATH_BYTES_MAX = 107;

  private static final Set<PosixFilePermission> ONLY_ME =
      PosixFilePermissions.fromString("rwx------");

  private ControlSocket() {}

  /**
   * Returns the socket's path, its folder made and checked to be only this user's.
   *
   * @param home absolute, links resolved
   */
  public static Path prepare(Path home) {
    Path usual = home.resolve("state").resolve("control.sock");
    if (usual.toString().getBytes(StandardCharsets.UTF_8).length <= PATH_BYTES_MAX) {
      requirePrivate(usual.getParent());
      return usual;
    }
    Path user = Path.of(base(), "runnel-" + uid());
    Path folder = user.resolve(digest(home));
    requirePrivate(user);
    requirePrivate(folder);
    return folder.resolve("control.sock");
  }

  private static String base() {
    return Optional.ofNullable(System.getenv("XDG_RUNTIME_DIR"))
        .filter(path -> !path.isEmpty())
        .orElse("/tmp");
  }

  private static String digest(Path home) {
    return Hash.digest(home.toString().getBytes(StandardCharsets.UTF_8)).hex().substring(0, 16);
  }

  private static void requirePrivate(Path folder) {
    try {
      if (!Files.exists(folder)) {
        Files.createDirectories(folder, PosixFilePermissions.asFileAttribute(ONLY_ME));
      }
      boolean mine =
          Files.getAttribute(folder, "unix:uid", LinkOption.NOFOLLOW_LINKS).equals(uid());
      if (!mine
          || Files.isSymbolicLink(folder)
          || !Files.getPosixFilePermissions(folder).equals(ONLY_ME)) {
        throw new NodeException(
            NodeException.Kind.REFUSED,
            "the control socket's folder %s must be yours alone: chmod 700 it, or remove it"
                .formatted(folder));
      }
    } catch (IOException e) {
      throw new NodeException(
          NodeException.Kind.FAILED, "could not make the folder " + folder + ": " + e, e);
    }
  }

  private static Object uid() {
    try {
      return Files.getAttribute(Path.of("/proc/self"), "unix:uid");
    } catch (IOException e) {
      throw new NodeException(NodeException.Kind.FAILED, "could not tell who runs this", e);
    }
  }
}
