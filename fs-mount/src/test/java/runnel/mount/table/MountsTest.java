package runnel.mount.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class MountsTest {
  private static final Mounts SOME =
      Mounts.of(
          """
          27 1 254:0 / / rw,relatime - ext4 /dev/vda rw
          30 27 0:20 / /proc rw - proc proc rw
          43 27 0:39 / /media/far rw,relatime - nfs4 far:/ rw
          44 43 0:40 / /media/far/deeper rw,relatime - nfs4 far:/deeper rw
          """);

  @Test
  void aPathLiesOnTheDeepestMountOnItsWay() {
    assertThat(under(SOME, "/home/ann")).isEqualTo("/dev/vda");
    assertThat(under(SOME, "/media/farther")).isEqualTo("/dev/vda");
    assertThat(under(SOME, "/media/far")).isEqualTo("far:/");
    assertThat(under(SOME, "/media/far/x/y")).isEqualTo("far:/");
    assertThat(under(SOME, "/media/far/deeper/y")).isEqualTo("far:/deeper");
  }

  @Test
  void whatALaterMountCoversIsNotMeant() {
    Mounts covered =
        Mounts.of(
            """
            1 1 0:2 / / rw - rootfs rootfs rw
            27 1 254:0 / / rw - ext4 /dev/vda rw
            43 27 0:39 / /a/b rw - nfs4 far:/ rw
            44 27 0:40 / /a rw - tmpfs first rw
            45 44 0:41 / /a rw - tmpfs second rw
            """);
    assertThat(under(covered, "/a/b/c")).isEqualTo("second");
    assertThat(covered.at(Path.of("/a")).orElseThrow().source()).isEqualTo("second");
  }

  @Test
  void inAChrootSomePathsLieOnNoMountThatIsSeen() {
    Mounts seen = Mounts.of("43 27 0:39 / /proc rw - proc proc rw\n");
    assertThat(under(seen, "/proc/self")).isEqualTo("proc");
    assertThat(seen.under(Path.of("/home"))).isEmpty();
    assertThat(new Mounts(List.of()).under(Path.of("/"))).isEmpty();
  }

  @Test
  void theSystemsOwnTableIsRead() throws IOException {
    assertThat(Mounts.read().under(Path.of("/proc/self")).orElseThrow().type()).isEqualTo("proc");
    assertThat(Mounts.known()).isEqualTo(Mounts.read());
  }

  private static String under(Mounts mounts, String path) {
    return mounts.under(Path.of(path)).orElseThrow().source();
  }
}
