package runnel.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
  void shareThatHoldsOrLiesInAnotherFolderOfTheNodeIsRefused() {
    String downloads = folder.resolve("downloads").toString();
    assertThat(start("--share", downloads)).isEqualTo(REFUSED);
    assertThat(start("--share", downloads + "/share")).isEqualTo(REFUSED);
    assertThat(start("--share", folder.toString())).isEqualTo(REFUSED);
    assertThat(start("--share", folder.resolve("state/share").toString())).isEqualTo(REFUSED);
    assertThat(start("--share", folder.resolve("mount").toString())).isEqualTo(REFUSED);
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
    List<String> arguments =
        new ArrayList<>(List.of("--home", folder.toString(), "--no-discovery"));
    arguments.addAll(List.of(options));
    return NodeMain.run(arguments.toArray(String[]::new));
  }
}
