package runnel.ctl.home;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a node is told when it is started; what is empty is left to the node, or to the user's
 * defaults where the home is the user's own.
 *
 * @param mounted false for no mount at all
 * @param discovery false to neither look for others on the network nor be found
 * @param network which network to be in
 */
public record NodeOptions(
    Optional<String> name,
    Optional<Path> share,
    Optional<Path> mount,
    boolean mounted,
    Optional<String> listen,
    Optional<String> index,
    boolean discovery,
    Network network) {

  /** Everything as the node or the user's defaults have it. */
  public static final NodeOptions DEFAULTS =
      new NodeOptions(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          true,
          Optional.empty(),
          Optional.empty(),
          true,
          Network.AS_LAST);

  /**
   * Which network to be in.
   *
   * @param name empty for the one that the node was in last
   * @param passphraseFile empty for none, or the passphrase used last there
   */
  public record Network(Optional<String> name, Optional<Path> passphraseFile) {
    /** As last time, and the default network the first time. */
    public static final Network AS_LAST = new Network(Optional.empty(), Optional.empty());
  }

  /** The command line of a node that lives in that home: absolute paths, {@code --home} first. */
  List<String> command(Home home) {
    UserFolders folders = new UserFolders(home.surroundings());
    Path start = home.surroundings().project().toAbsolutePath().resolve("node/bin/runnel-node");
    List<String> command = new ArrayList<>(List.of(start.toString(), "--home"));
    command.add(home.folder().toString());
    add(command, "--name", name);
    add(command, "--share", or(share, home, folders.share()));
    if (mounted) {
      add(command, "--mount", or(mount, home, folders.mount()));
    } else {
      command.add("--no-mount");
    }
    add(command, "--downloads", or(Optional.empty(), home, folders.downloads()));
    add(command, "--listen", listen);
    add(command, "--index", index);
    if (!discovery) {
      command.add("--no-discovery");
    }
    add(command, "--network", network.name());
    add(
        command,
        "--passphrase-file",
        network.passphraseFile().map(file -> file.toAbsolutePath().normalize().toString()));
    return List.copyOf(command);
  }

  private static Optional<String> or(Optional<Path> given, Home home, Path standard) {
    return given
        .map(Path::toAbsolutePath)
        .or(() -> home.standard() ? Optional.of(standard) : Optional.empty())
        .map(path -> path.normalize().toString());
  }

  private static void add(List<String> command, String option, Optional<String> value) {
    value.ifPresent(text -> command.addAll(List.of(option, text)));
  }
}
