package runnel.ctl.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShareFillingTest {
  @TempDir private Path source;
  @TempDir private Path share;

  @Test
  void onlyOrdinaryFilesThatAllMayReadAreCopied() throws IOException {
    file("doc/a.txt", "rw-r--r--");
    file("bin/program", "rwxr-xr-x");
    file("private", "rw-------");
    file(".hidden/x", "rw-r--r--");
    Files.createSymbolicLink(source.resolve("link"), source.resolve("doc/a.txt"));
    Files.setAttribute(file("setuid", "rwxr-xr-x"), "unix:mode", 04755);
    assertThat(new ShareFilling(source, 100, 1000).into(share)).isEqualTo(10);
    assertThat(TreeReader.list(share).keySet())
        .containsExactlyInAnyOrder("doc", "doc/a.txt", "bin", "bin/program");
    assertThat(Files.isExecutable(share.resolve("bin/program"))).isTrue();
  }

  @Test
  void neitherLimitIsPassed() throws IOException {
    for (int i = 0; i < 20; i++) {
      file("f" + i, "rw-r--r--");
    }
    assertThat(new ShareFilling(source, 6, 1000).into(share)).isEqualTo(30);
    assertThat(new ShareFilling(source, 100, 12).into(share.resolve("x"))).isEqualTo(10);
  }

  @Test
  void removalTakesEverythingAndFollowsNoLink() throws IOException {
    Path kept = file("kept", "rw-r--r--");
    Files.createDirectories(share.resolve("d/e"));
    Files.createSymbolicLink(share.resolve("d/link"), source);
    Removal.of(share.resolve("d"));
    assertThat(share.resolve("d")).doesNotExist();
    assertThat(kept).exists();
  }

  @Test
  void mountPointsAreDecodedAndFound() throws IOException {
    assertThat(Mounts.decoded("/a\\040b\\134c")).isEqualTo("/a b\\c");
    assertThat(Mounts.below(Path.of("/"))).contains(Path.of("/proc"));
  }

  private Path file(String name, String permissions) throws IOException {
    Path file = source.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, "12345");
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
  }
}
