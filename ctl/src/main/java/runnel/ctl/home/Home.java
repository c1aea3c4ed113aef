package runnel.ctl.home;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import runnel.ctl.control.ControlClient;

/**
 * Where a node lives, as {@code node/CONTROL.md} lays it out.
 *
 * @param folder absolute; symbolic links are resolved if it exists
 * @param standard whether it is the user's own node, whose share and mount are elsewhere
 */
public record Home(Path folder, boolean standard, Surroundings surroundings) {
  /** The home that {@code --home} names. */
  public static Home at(Path folder, Surroundings surroundings) {
    return new Home(real(folder), false, surroundings);
  }

  /** The home of the user's own node. */
  public static Home ofUser(Surroundings surroundings) {
    Path states =
        surroundings
            .folder("XDG_STATE_HOME")
            .orElseGet(() -> surroundings.userHome().resolve(".local/state"));
    return new Home(real(states.resolve("runnel")), true, surroundings);
  }

  private static Path real(Path folder) {
    try {
      return folder.toRealPath();
    } catch (IOException e) {
      return folder
          .toAbsolutePath()
          .normalize(); // Not there yet, so there are no links to resolve.
    }
  }

  /** Keys, stores, cache, log. */
  public Path state() {
    return folder.resolve("state");
  }

  /** What the node wrote to its standard output and error. */
  public Path startLog() {
    return state().resolve("log").resolve("start.log");
  }

  /**
   * Where the node mounts, or mounted last: what it noted, else the default; none if it noted none.
   */
  public Optional<Path> mount() {
    try {
      String noted = Files.readString(state().resolve("mount")).strip();
      return noted.isEmpty() ? Optional.empty() : Optional.of(Path.of(noted));
    } catch (IOException | InvalidPathException e) {
      return Optional.of(
          standard ? new UserFolders(surroundings).mount() : folder.resolve("mount"));
    }
  }

  /** Where the share is, unless the node was told otherwise. */
  public Path usualShare() {
    return standard ? new UserFolders(surroundings).share() : folder.resolve("share");
  }

  /** Where downloads go. */
  public Path downloads() {
    return standard ? new UserFolders(surroundings).downloads() : folder.resolve("downloads");
  }

  /** Where the control socket can be, in the order in which it is looked for. */
  public List<Path> sockets() {
    return new SocketPlaces(this).candidates();
  }

  /** A client of the node that lives here, whether or not one does. */
  public ControlClient client() {
    String absent =
        standard
            ? "no node is running (start one: runnel up)"
            : "no node is running in %s (start one: runnel up --home %s)".formatted(folder, folder);
    return new ControlClient(sockets(), absent);
  }

  /** The same home once its folders are there. */
  Home prepared() throws IOException {
    Files.createDirectories(folder);
    PrivateFolder.create(state());
    Files.createDirectories(startLog().getParent());
    return new Home(real(folder), standard, surroundings);
  }
}
