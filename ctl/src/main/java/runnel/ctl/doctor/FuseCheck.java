package runnel.ctl.doctor;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What mounting needs: the device, fusermount and libfuse 2. */
final class FuseCheck {
  private static final String HELP = "apt-get install libfuse2 fuse3; or start with --no-mount";
  private static final String LIBRARY = "libfuse.so.2";
  private static final List<String> LIBRARIES =
      List.of("lib", "lib64", "usr/lib", "usr/lib64", "usr/local/lib");

  private FuseCheck() {}

  /**
   * Looks.
   *
   * @param root of the file system
   * @param path folders of programs, joined by colons
   */
  static List<Check> in(Path root, String path) {
    List<Check> checks = new ArrayList<>();
    checks.add(device(root.resolve("dev/fuse")));
    boolean fusermount =
        Stream.concat(Stream.of(path.split(":")), Stream.of("/usr/bin", "/bin"))
            .filter(folder -> folder.startsWith("/"))
            .map(folder -> root.resolve(folder.substring(1)))
            .anyMatch(folder ->
                Files.isExecutable(folder.resolve("fusermount"))
                    || Files.isExecutable(folder.resolve("fusermount3")));
    checks.add(
        fusermount
            ? Check.ok("fusermount", "is there")
            : Check.fail("fusermount", "missing", HELP));
    checks.add(
        hasLibrary(root) ? Check.ok(LIBRARY, "is there") : Check.fail(LIBRARY, "missing", HELP));
    return checks;
  }

  private static Check device(Path device) {
    if (!Files.exists(device)) {
      return Check.fail(
          "/dev/fuse",
          "missing",
          "modprobe fuse; in a container: --device /dev/fuse --cap-add SYS_ADMIN; or --no-mount");
    }
    return Files.isReadable(device) && Files.isWritable(device)
        ? Check.ok("/dev/fuse", "can be used")
        : Check.fail("/dev/fuse", "may not be used by you", "chmod 666 /dev/fuse; or --no-mount");
  }

  private static boolean hasLibrary(Path root) {
    return LIBRARIES.stream()
        .map(root::resolve)
        .flatMap(folder -> Stream.concat(Stream.of(folder), ofArchitectures(folder)))
        .anyMatch(folder -> Files.exists(folder.resolve(LIBRARY)));
  }

  /** Such as {@code /usr/lib/x86_64-linux-gnu}. */
  private static Stream<Path> ofArchitectures(Path folder) {
    try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, "*-linux-gnu*")) {
      List<Path> folders = new ArrayList<>();
      found.forEach(folders::add);
      return folders.stream();
    } catch (IOException e) {
      return Stream.empty();
    }
  }
}
