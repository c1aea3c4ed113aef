package runnel.mount.table;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MountLineTest {
  @Test
  void aLineIsReadWithItsEscapesAndAnyNumberOfOptionalFields() {
    String line =
        "612 29 0:53 / /home/ann/My\\040Run\\134nel ro,nosuid shared:1 master:2 - fuse.sshfs runnel ro";
    assertThat(MountLine.parse(line))
        .isEqualTo(new MountLine(612, 29, 53, "/home/ann/My Run\\nel", "fuse.sshfs", "runnel"));
    assertThat(MountLine.parse("22 1 8:1 / / rw - ext4 /dev/sda1 rw"))
        .isEqualTo(new MountLine(22, 1, 8L << 32 | 1, "/", "ext4", "/dev/sda1"));
  }

  @Test
  void ofTheTypeThatIsSharedWithOthersOnlyOurOwnAreDrives() {
    assertThat(isDrive("fuse.sshfs", "runnel")).isTrue();
    assertThat(isDrive("fuse.runnel", "runnel")).isTrue();
    assertThat(isDrive("fuse.sshfs", "host:/home")).isFalse();
    assertThat(isDrive("fuse", "runnel")).isFalse();
  }

  private static boolean isDrive(String type, String source) {
    return new MountLine(1, 0, 53, "/a", type, source).isDrive();
  }
}
