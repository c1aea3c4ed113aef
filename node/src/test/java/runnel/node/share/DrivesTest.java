package runnel.node.share;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class DrivesTest {
  private static final String TABLE =
      """
      27 1 254:0 / / rw,relatime - ext4 /dev/vda rw
      43 27 0:39 / /home/ann/My\\040Drive ro,nosuid,nodev,relatime - fuse.sshfs runnel ro,user_id=0
      44 27 0:40 / /home/ann/far ro,nosuid,nodev,relatime - fuse.sshfs ann@far: rw,user_id=0
      """;

  private final Drives drives = Drives.of(TABLE);

  @Test
  void whatLiesInADriveIsToldByItsPathAndItsDevice() {
    assertThat(drives.around(Path.of("/home/ann/My Drive/peers/bob")))
        .contains(Path.of("/home/ann/My Drive"));
    assertThat(drives.hold(39)).isTrue();
  }

  @Test
  void otherFoldersAndOthersMountsAreNone() {
    assertThat(drives.around(Path.of("/home/ann/My Drive 2"))).isEmpty();
    assertThat(drives.around(Path.of("/home/ann/far"))).isEmpty();
    assertThat(drives.hold(40)).isFalse();
    assertThat(drives.hold(254L << 32)).isFalse();
  }
}
