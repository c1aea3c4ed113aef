package runnel.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is refused before anything is opened. */
class NodeMainTest {
  private static final int USAGE = 2;
  private static final int REFUSED = 5;

  @TempDir private Path folder;

  @Test
  void whatMakesNoSenseIsAnErrorOfUsage() {
    assertThat(start("--name", "Bob Smith!")).isEqualTo(USAGE);
    assertThat(start("--index", "127.0.0.1")).isEqualTo(USAGE);
    assertThat(start("--listen", "127.0.0.1:99999")).isEqualTo(USAGE);
    assertThat(start("--bogus")).isEqualTo(USAGE);
  }

  @Test
  void shareInsideTheMountIsRefusedAndNotMade() {
    Path inside = folder.resolve("mount/share");
    assertThat(start("--share", inside.toString())).isEqualTo(REFUSED);
    assertThat(inside.getParent()).doesNotExist();
  }

  @Test
  void shareReachedByALinkIntoTheMountIsRefused() throws IOException {
    Path inside = Files.createDirectories(folder.resolve("mount/share"));
    Path link = Files.createSymbolicLink(folder.resolve("link"), inside);
    assertThat(start("--share", link.toString())).isEqualTo(REFUSED);
  }

  @Test
  void shareThatIsAFileIsRefused() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));
    assertThat(start("--share", file.toString())).isEqualTo(REFUSED);
  }

  private int start(String... options) {
    String[] arguments = new String[options.length + 2];
    arguments[0] = "--home";
    arguments[1] = folder.toString();
    System.arraycopy(options, 0, arguments, 2, options.length);
    return NodeMain.run(arguments);
  }
}
