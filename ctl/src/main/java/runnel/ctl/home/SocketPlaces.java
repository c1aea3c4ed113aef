package runnel.ctl.home;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/** Where the control socket of a home can be; the rule is in {@code node/CONTROL.md}. */
final class SocketPlaces {
  /** {@code sun_path} has 108 bytes, the last being NUL: unix(7). */
  private static final int SOCKET_PATH_BYTES_MAX = 107;

  private static final int DIGEST_BYTES = 8;

  private final Home home;

  SocketPlaces(Home home) {
    this.home = home;
  }

  /** In the order in which to try them; none if no folder of them can be trusted. */
  List<Path> candidates() {
    Path inState = home.state().resolve("control.sock");
    if (inState.toString().getBytes(StandardCharsets.UTF_8).length <= SOCKET_PATH_BYTES_MAX) {
      return List.of(inState);
    }
    int uid = uid();
    return Stream.concat(
            home.surroundings().folder("XDG_RUNTIME_DIR").stream(),
            Stream.of(Path.of("/run/user/" + uid), Path.of("/tmp")))
        .distinct()
        .map(place -> place.resolve("runnel-" + uid))
        .filter(parent -> PrivateFolder.isPrivate(parent, uid))
        .map(parent -> parent.resolve(digest()))
        .filter(folder -> PrivateFolder.isPrivate(folder, uid))
        .map(folder -> folder.resolve("control.sock"))
        .toList();
  }

  private String digest() {
    try {
      byte[] path = home.folder().toString().getBytes(StandardCharsets.UTF_8);
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(path);
      return HexFormat.of().formatHex(digest, 0, DIGEST_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private static int uid() {
    try {
      return (Integer) Files.getAttribute(Path.of("/proc/self"), "unix:uid");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
