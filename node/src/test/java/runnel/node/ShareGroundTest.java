package runnel.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import runnel.node.failure.NodeException;

class ShareGroundTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"/proc", "/proc/self", "/sys", "/sys/kernel"})
  void whatTheKernelMakesUpIsNotShared(String place) {
    assertThatThrownBy(() -> ShareGround.require(Path.of(place)))
        .isInstanceOfSatisfying(
            NodeException.class, e -> assertThat(e.kind()).isEqualTo(NodeException.Kind.REFUSED))
        .hasMessageContaining(place)
        .hasMessageContaining("kernel")
        .hasMessageContaining("--share");
  }

  @Test
  void aFolderOnADiskIs() {
    assertThat(ShareGround.require(folder)).isEqualTo(folder);
  }

  /** As in a chroot, where the system finds no mount point. */
  @Test
  void aFolderOfWhichNothingCanBeFoundOutIsToo() {
    Path unknown = folder.resolve("unknown");
    assertThat(ShareGround.require(unknown)).isEqualTo(unknown);
  }

  @Test
  void driveOfRunnelIsToldFromOtherMountsOfItsType() {
    assertThat(ShareGround.why("fuse.sshfs", "runnel").orElseThrow()).contains("drive of Runnel");
    assertThat(ShareGround.why("fuse.sshfs", "bob@host:/home/bob")).isEmpty();
    assertThat(ShareGround.why("ext4", "/dev/sda1")).isEmpty();
    assertThat(ShareGround.why("devtmpfs", "udev")).isPresent();
    assertThat(ShareGround.why("cgroup2", "cgroup2")).isPresent();
  }

  @Test
  void nodeThatIsToShareProcDoesNotStart() {
    Path home = folder.resolve("home");
    assertThat(
            NodeMain.run(
                "--home", home.toString(), "--no-mount", "--no-discovery", "--share", "/proc"))
        .isEqualTo(5);
    assertThat(Files.exists(home.resolve("state"))).isFalse();
  }
}
