package runnel.ctl.home;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeftMountTest {
  @TempDir private Path folder;

  @Test
  void mountPointsAreReadAsTheKernelWritesThem() {
    assertThat(LeftMount.mountPoint("36 35 98:0 / /home/a\\040b/Runnel rw - fuse.sshfs runnel rw"))
        .isEqualTo("/home/a b/Runnel");
  }

  @Test
  void aHomesMountIsWhatItsNodeNotedElseTheUsualOne() throws IOException {
    Home home = Home.at(folder, new Surroundings(Map.of(), folder, folder));
    assertThat(home.mount()).contains(folder.resolve("mount"));
    Files.createDirectories(home.state());
    Files.writeString(home.state().resolve("mount"), "/elsewhere/m\n");
    assertThat(home.mount()).contains(Path.of("/elsewhere/m"));
    Files.writeString(home.state().resolve("mount"), "\n");
    assertThat(home.mount()).isEmpty();
  }

  @Test
  void aFolderThatIsNoMountIsNotLeft() throws IOException {
    Files.createDirectories(folder.resolve("mount"));
    assertThat(LeftMount.of(Home.at(folder, new Surroundings(Map.of(), folder, folder)))).isEmpty();
  }
}
