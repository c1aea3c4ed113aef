package runnel.node.doctor;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whether programs that read all files of a computer stay out of the drive: what each of them
 * honours, and whether it is set so here.
 */
public final class IndexersCheck {
  /** What the drive is mounted as. */
  private static final String TYPE = "fuse.sshfs";

  private static final Path UPDATEDB = Path.of("/etc/updatedb.conf");
  private static final Pattern PRUNED = Pattern.compile("(?m)^\\s*PRUNEFS\\s*=\\s*\"([^\"]*)\"");

  /** The last of several counts, as everywhere in KDE's configuration files. */
  private static final Pattern EXCLUDED =
      Pattern.compile("(?m)^exclude folders(?:\\[\\$\\w+])?=(.*)$");

  private static final int BYTES_MAX = 1 << 20;

  private IndexersCheck() {}

  /** Looks at what is configured on this computer and for the user with that home. */
  public static List<Finding> of(Path mount, Path home) {
    List<Finding> findings = new ArrayList<>();
    text(UPDATEDB).map(IndexersCheck::updatedb).ifPresent(findings::add);
    text(home.resolve(".config/baloofilerc"))
        .filter(rc -> mount.startsWith(home))
        .map(rc -> baloo(rc, mount, home))
        .ifPresent(findings::add);
    return findings;
  }

  static Finding updatedb(String configuration) {
    Matcher pruned = PRUNED.matcher(configuration);
    boolean skips = pruned.find() && List.of(pruned.group(1).split(" +", -1)).contains(TYPE);
    return skips
        ? Finding.ok("updatedb", "skips the drive")
        : Finding.warn(
            "updatedb",
            "would read the whole drive",
            "add %s to PRUNEFS in %s".formatted(TYPE, UPDATEDB));
  }

  /** Baloo knows no type of file system as remote but reads what is below the home folder. */
  static Finding baloo(String configuration, Path mount, Path home) {
    if (configuration.contains("Indexing-Enabled=false")) {
      return Finding.ok("Baloo", "is off");
    }
    String under = "$HOME/" + home.relativize(mount);
    boolean skips =
        EXCLUDED
            .matcher(configuration)
            .results()
            .flatMap(match -> List.of(match.group(1).split(",", -1)).stream())
            .map(folder -> folder.replaceAll("/$", ""))
            .anyMatch(folder -> folder.equals(under) || folder.equals(mount.toString()));
    return skips
        ? Finding.ok("Baloo", "skips the drive")
        : Finding.warn(
            "Baloo",
            "would read the whole drive",
            "balooctl config add excludeFolders '%s'".formatted(mount));
  }

  private static Optional<String> text(Path file) {
    try (var stream = Files.newInputStream(file)) {
      return Optional.of(new String(stream.readNBytes(BYTES_MAX), StandardCharsets.UTF_8));
    } catch (IOException e) {
      return Optional.empty(); // Not installed.
    }
  }
}
