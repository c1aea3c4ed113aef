package runnel.node.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import runnel.mount.table.Mounts;

@Timeout(60)
class MountWalkTest {
  @TempDir private Path folder;
  private Path far;

  @BeforeEach
  void resolve() throws Exception {
    folder = folder.toRealPath();
    far = folder.resolve("far");
  }

  @Test
  void theMountsOnTheWayAreToldInTheirOrder() {
    assertThat(walk(far.resolve("x/y"))).containsExactly(Path.of("/"), far);
    assertThat(walk(folder.resolve("near"))).containsExactly(Path.of("/"));
    assertThat(walk(folder.resolve("nowhere/../far/./x"))).containsExactly(Path.of("/"), far);
  }

  @Test
  void linksAreFollowedAsTheKernelDoes() throws Exception {
    Files.createDirectories(folder.resolve("a/b"));
    Files.createSymbolicLink(folder.resolve("absolute"), far.resolve("x"));
    Files.createSymbolicLink(folder.resolve("a/b/relative"), Path.of("../../absolute/../y"));
    assertThat(walk(folder.resolve("absolute"))).containsExactly(Path.of("/"), far);
    assertThat(walk(folder.resolve("a/b/relative/z"))).containsExactly(Path.of("/"), far);
    Files.createSymbolicLink(folder.resolve("link"), folder.resolve("a/b"));
    assertThat(walk(folder.resolve("link/../../far"))).containsExactly(Path.of("/"), far);
  }

  @Test
  void aCircleOfLinksHasAnEnd() throws Exception {
    Files.createSymbolicLink(folder.resolve("circle"), folder.resolve("circle"));
    assertThat(walk(folder.resolve("circle"))).containsExactly(Path.of("/"));
  }

  @Test
  void nothingIsTouchedOfAMountThatIsNotToBe() throws Exception {
    List<Path> told = new ArrayList<>();
    Files.createSymbolicLink(Files.createDirectory(far).resolve("back"), folder);
    MountWalk walk =
        new MountWalk(
            mounts(),
            mount -> {
              told.add(mount);
              if (mount.equals(far)) {
                throw new IllegalStateException("not there");
              }
            });
    assertThatThrownBy(() -> walk.go(far.resolve("back/x"))).hasMessage("not there");
    assertThat(told).endsWith(far);
  }

  @Test
  void whereNoMountIsKnownThePathItselfIsTold() {
    List<Path> told = new ArrayList<>();
    new MountWalk(new Mounts(List.of()), told::add).go(folder.resolve("x/../y"));
    assertThat(told).containsOnly(folder.resolve("y"));
  }

  private List<Path> walk(Path path) {
    LinkedHashSet<Path> told = new LinkedHashSet<>();
    new MountWalk(mounts(), told::add).go(path);
    return List.copyOf(told);
  }

  private Mounts mounts() {
    return Mounts.of(
        "27 1 254:0 / / rw - ext4 /dev/vda rw\n43 27 0:39 / %s rw - nfs4 far:/ rw\n"
            .formatted(far));
  }
}
