package runnel.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SharedProcTest {
  @TempDir private Path folder;

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
