package runnel.node.share;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import runnel.mount.table.Mounts;
import runnel.node.share.Skipped.Reason;

class ShareGroundTest {
  private static final String TABLE =
      """
      27 1 254:0 / / rw,relatime - ext4 /dev/vda rw
      30 27 0:20 / /dev rw - devtmpfs udev rw
      43 27 0:39 / /home/ann/My\\040Drive ro,nosuid,nodev,relatime - fuse.sshfs runnel ro,user_id=0
      44 27 0:40 / /home/ann/far ro,nosuid,nodev,relatime - fuse.sshfs ann@far: rw,user_id=0
      45 27 0:41 / /home/ann/old ro,nosuid,nodev,relatime - fuse.runnel runnel ro,user_id=0
      """;

  private final ShareGround ground = ShareGround.of(Mounts.of(TABLE));

  @Test
  void whatLiesInADriveIsToldByItsPathAndItsDevice() {
    assertThat(whyNot("/home/ann/My Drive/peers/bob").orElseThrow())
        .contains("/home/ann/My Drive;", "downloaded");
    assertThat(ground.whyNot(39)).contains(Reason.DRIVE);
    assertThat(whyNot("/home/ann/old")).isPresent();
    assertThat(ground.whyNot(41)).contains(Reason.DRIVE);
  }

  @Test
  void whatTheKernelMakesUpIsTold() {
    assertThat(whyNot("/dev/shm").orElseThrow()).contains("devtmpfs");
    assertThat(ground.whyNot(20)).contains(Reason.MADE_UP);
  }

  @Test
  void otherFoldersAndOthersMountsAreGoodGround() {
    assertThat(whyNot("/home/ann/My Drive 2")).isEmpty();
    assertThat(whyNot("/home/ann/far")).isEmpty();
    assertThat(ground.whyNot(40)).isEmpty();
    assertThat(ground.whyNot(254L << 32)).isEmpty();
  }

  @Test
  void whereNothingIsKnownAllIsGoodGround() {
    ShareGround unknown = ShareGround.of(new Mounts(List.of()));
    assertThat(unknown.whyNot(Path.of("/proc"))).isEmpty();
    assertThat(unknown.whyNot(20)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/proc", "/proc/self", "/sys", "/sys/kernel"})
  void thisComputersKernelIsNoGround(String place) {
    assertThat(ShareGround.now().whyNot(Path.of(place)).orElseThrow()).contains("kernel");
  }

  @Test
  void thisComputersDisksAre(@TempDir Path folder) {
    assertThat(ShareGround.now().whyNot(folder)).isEmpty();
  }

  private Optional<String> whyNot(String path) {
    return ground.whyNot(Path.of(path));
  }
}
