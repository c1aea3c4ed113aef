package runnel.ctl;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NetworkPathTest {
  private static final Optional<Path> MOUNT = Optional.of(Path.of("/home/bob/Runnel"));

  @Test
  void aPathInTheMountIsTheOneThatItShows() {
    assertThat(NetworkPath.of("/home/bob/Runnel/peers/ann/a b/x", MOUNT)).hasToString("/ann/a b/x");
    assertThat(NetworkPath.of("/home/bob/Runnel/peers/", MOUNT)).hasToString("/");
    assertThat(NetworkPath.of("/home/bob/x/../Runnel/peers/ann", MOUNT)).hasToString("/ann");
  }

  @Test
  void aHitIsWhereTheMountSaysThatItIsFrom() {
    Path mount = MOUNT.orElseThrow();
    MountedPath mounted = new MountedPath(mount, hit -> "/ann/talks/" + hit.getFileName());
    assertThat(mounted.shows(mount.resolve("search/talk/x"))).isEqualTo("peers/ann/talks/x");
    assertThat(mounted.shows(mount.resolve("peers/search/x"))).isEqualTo("peers/search/x");
    assertThat(mounted.shows(mount.resolve("search/talk"))).isEqualTo("search/talk");
  }

  @Test
  void anyOtherPathIsOneOfTheNetwork() {
    assertThat(NetworkPath.of("ann/x/", MOUNT)).hasToString("/ann/x");
    assertThat(NetworkPath.of("/home/bob/Runnel2/x", MOUNT)).hasToString("/home/bob/Runnel2/x");
    assertThat(NetworkPath.of("/peers/x", Optional.empty())).hasToString("/peers/x");
  }
}
