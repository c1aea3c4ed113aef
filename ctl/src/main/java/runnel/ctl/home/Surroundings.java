package runnel.ctl.home;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * What ctl knows about where it runs.
 *
 * @param variables the environment
 * @param userHome the home folder of the user
 * @param project the folder in which {@code node/bin/runnel-node} is
 */
public record Surroundings(Map<String, String> variables, Path userHome, Path project) {
  /** Those of this process; {@code ctl/bin/runnel} says where the project is. */
  public static Surroundings ofThisProcess() {
    return of(System.getenv(), Path.of(System.getProperty("user.home")));
  }

  /** HOME is what the shell calls ~; Java's own answer is the password file's. */
  static Surroundings of(Map<String, String> variables, Path registeredHome) {
    Path project = Path.of(System.getProperty("runnel.root", "."));
    Surroundings registered = new Surroundings(variables, registeredHome, project);
    return registered
        .folder("HOME")
        .map(home -> new Surroundings(variables, home, project))
        .orElse(registered);
  }

  /** A variable that is set and not empty. */
  Optional<String> variable(String name) {
    return Optional.ofNullable(variables.get(name)).filter(value -> !value.isEmpty());
  }

  /** A variable that holds an absolute path; others are to be ignored (XDG base directories). */
  Optional<Path> folder(String name) {
    return variable(name).map(Path::of).filter(Path::isAbsolute);
  }

  /** The user's folder of settings: XDG base directories. */
  public Path configuration() {
    return folder("XDG_CONFIG_HOME").orElseGet(() -> userHome.resolve(".config"));
  }

  /** The user's folder of data: XDG base directories. */
  public Path data() {
    return folder("XDG_DATA_HOME").orElseGet(() -> userHome.resolve(".local/share"));
  }
}
