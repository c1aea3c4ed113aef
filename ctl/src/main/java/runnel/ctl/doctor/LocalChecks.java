package runnel.ctl.doctor;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import runnel.ctl.control.Json;
import runnel.ctl.home.Home;
import runnel.ctl.home.LeftMount;

/** Everything that can be looked at without asking a node. */
public final class LocalChecks {
  private static final Path ROOT = Path.of("/");

  private LocalChecks() {}

  /**
   * Looks.
   *
   * @param status of the node that runs in this home; empty if none does
   */
  public static List<Check> of(Home home, Optional<Json> status) {
    List<Check> checks = new ArrayList<>();
    checks.add(java());
    checks.add(LocaleCheck.of(System.getProperty("sun.jnu.encoding", "?")));
    checks.addAll(FuseCheck.in(ROOT, System.getenv().getOrDefault("PATH", "")));
    checks.addAll(FolderChecks.of(folders(home, status)));
    checks.add(new PortCheck(Path.of("/proc")).of(pid(status)));
    checks.add(mount(home));
    if (status.isEmpty()) {
      checks.addAll(socket(home));
    }
    return checks;
  }

  /** Nobody answered: a socket that is there is what a killed node left, or another user's. */
  private static List<Check> socket(Home home) {
    return home.sockets().stream()
        .filter(Files::exists)
        .map(socket ->
            Check.warn(
                "left socket",
                "nobody answers at " + socket,
                "nothing if the node was killed: the next runnel up replaces it"))
        .toList();
  }

  private static Check java() {
    return Check.ok("java", Runtime.version() + " in " + System.getProperty("java.home"));
  }

  private static FolderChecks.Folders folders(Home home, Optional<Json> status) {
    Path share =
        status.flatMap(json -> json.text("share")).map(Path::of).orElseGet(home::usualShare);
    return new FolderChecks.Folders(home.state(), share, home.downloads(), home.mount());
  }

  private static long pid(Optional<Json> status) {
    return status.map(json -> json.number("pid").orElse(0)).orElse(0L);
  }

  private static Check mount(Home home) {
    return LeftMount.of(home)
        .map(left ->
            Check.warn(
                "left mount",
                "a node that was killed left its mount at " + left,
                "runnel down (or up) takes it away"))
        .orElseGet(() -> Check.ok("left mount", "none"));
  }
}
