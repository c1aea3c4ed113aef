package runnel.ctl.home;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HomeTest {
  @TempDir private Path folder;

  @Test
  void usersOwnNodeLivesInTheStateFolderAndIsToldTheDefaults() {
    Home home = Home.ofUser(surroundings(Map.of()));
    assertThat(NodeOptions.DEFAULTS.command(home))
        .containsExactly(
            "/project/node/bin/runnel-node",
            "--home",
            folder + "/.local/state/runnel",
            "--share",
            folder + "/Runnel-Share",
            "--mount",
            folder + "/Runnel",
            "--downloads",
            folder + "/Downloads");
  }

  @Test
  void homeIsWhereTheShellHasItAndElseWhereTheUserIsRegistered() {
    Path registered = Path.of("/registered");
    assertThat(Surroundings.of(Map.of("HOME", "/other"), registered).userHome())
        .isEqualTo(Path.of("/other"));
    assertThat(Surroundings.of(Map.of(), registered).userHome()).isEqualTo(registered);
    assertThat(Surroundings.of(Map.of("HOME", "relative"), registered).userHome())
        .isEqualTo(registered);
  }

  @Test
  void xdgVariablesAndUserDirsAreHeeded() throws IOException {
    Path configuration = Files.createDirectory(folder.resolve("c"));
    Files.writeString(
        configuration.resolve("user-dirs.dirs"), "# x\nXDG_DOWNLOAD_DIR=\"$HOME/Geladenes\"\n");
    Map<String, String> variables =
        Map.of("XDG_STATE_HOME", "/states", "XDG_CONFIG_HOME", configuration.toString());
    assertThat(NodeOptions.DEFAULTS.command(Home.ofUser(surroundings(variables))))
        .contains("/states/runnel", folder + "/Geladenes");
  }

  @Test
  void nodeInAHomeOfItsOwnKeepsItsOwnDefaults() {
    Home home = Home.at(Path.of("/h"), surroundings(Map.of()));
    NodeOptions options =
        new NodeOptions(
            Optional.of("ann"),
            Optional.of(Path.of("/a/../b")),
            Optional.empty(),
            false,
            Optional.of("h:1"),
            Optional.of("i:2"),
            false,
            new NodeOptions.Network(Optional.of("Lab 3"), Optional.of(Path.of("/c/../secret"))));
    assertThat(options.command(home).subList(1, 17))
        .containsExactly(
            "--home",
            "/h",
            "--name",
            "ann",
            "--share",
            "/b",
            "--no-mount",
            "--listen",
            "h:1",
            "--index",
            "i:2",
            "--no-discovery",
            "--network",
            "Lab 3",
            "--passphrase-file",
            "/secret");
  }

  @Test
  void stateFolderIsForItsOwnerOnly() throws IOException {
    Files.createDirectories(folder.resolve("h/state"));
    Home home = Home.at(folder.resolve("h"), surroundings(Map.of())).prepared();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home.state())))
        .isEqualTo("rwx------");
  }

  @Test
  void socketIsInTheStateFolderUpToTheLastByteThatFits() {
    Path longest = Path.of("/" + "x".repeat(107 - "//state/control.sock".length()));
    assertThat(places(longest, Map.of())).containsExactly(longest.resolve("state/control.sock"));
    assertThat(places(longest.resolveSibling(longest.getFileName() + "x"), Map.of()))
        .doesNotContain(longest.resolve("state/control.sock"));
  }

  @Test
  void socketOfALongHomeIsInARuntimeFolderThatIsOursAlone() throws IOException {
    Path home = Path.of("/" + "x".repeat(120));
    Map<String, String> variables = Map.of("XDG_RUNTIME_DIR", folder.toString());
    assertThat(places(home, variables)).isEmpty();
    int uid = (Integer) Files.getAttribute(folder, "unix:uid");
    // The first digits of: printf '/%s' x…x (120 of them) | sha256sum
    Path ours = folder.resolve("runnel-" + uid + "/5b8c44dc1c0b0452");
    Files.createDirectories(ours);
    PrivateFolder.create(ours.getParent());
    PrivateFolder.create(ours);
    assertThat(places(home, variables)).containsExactly(ours.resolve("control.sock"));
    Files.setPosixFilePermissions(ours.getParent(), PosixFilePermissions.fromString("rwxrwxrwx"));
    assertThat(places(home, variables)).isEmpty();
  }

  private java.util.List<Path> places(Path home, Map<String, String> variables) {
    return new SocketPlaces(new Home(home, false, surroundings(variables))).candidates();
  }

  private Surroundings surroundings(Map<String, String> variables) {
    return new Surroundings(variables, folder, Path.of("/project"));
  }
}
