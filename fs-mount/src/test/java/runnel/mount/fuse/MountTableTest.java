package runnel.mount.fuse;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MountTableTest {
  @Test
  void aLineIsReadWithItsEscapesAndAnyNumberOfOptionalFields() {
    String line =
        "612 29 0:53 / /home/ann/My\\040Run\\134nel ro,nosuid shared:1 master:2 - fuse.sshfs runnel ro";
    assertThat(MountTable.parse(line))
        .isEqualTo(new MountTable.Line(612, "/home/ann/My Run\\nel", "fuse.sshfs", "runnel"));
    assertThat(MountTable.parse("22 1 8:1 / / rw - ext4 /dev/sda1 rw"))
        .isEqualTo(new MountTable.Line(22, "/", "ext4", "/dev/sda1"));
  }

  @Test
  void ofTheTypeThatIsSharedWithOthersOnlyOurOwnAreOurs() {
    assertThat(new MountTable.Line(1, "/a", "fuse.sshfs", "runnel").isOurs()).isTrue();
    assertThat(new MountTable.Line(1, "/a", "fuse.runnel", "runnel").isOurs()).isTrue();
    assertThat(new MountTable.Line(1, "/a", "fuse.sshfs", "host:/home").isOurs()).isFalse();
    assertThat(new MountTable.Line(1, "/a", "fuse", "runnel").isOurs()).isFalse();
  }
}
