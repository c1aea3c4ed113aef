package runnel.node.share;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IgnoresTest {
  @TempDir Path base;
  private ShareKit kit;

  @BeforeEach
  void open() {
    kit = new ShareKit(base);
  }

  @AfterEach
  void close() {
    kit.close();
  }

  @Test
  void whatMatchesIsNotPublishedAndSaidToNobody() throws Exception {
    kit.write(".runnelignore", "*.tmp\nbuild/\n!keep.tmp\n");
    kit.write("a.tmp", "a");
    kit.write("keep.tmp", "k");
    kit.write("build/x", "x");
    kit.write("deep/down/b.tmp", "b");
    kit.write("deep/build", "a file");
    assertThat(kit.catalog()).containsOnlyKeys("keep.tmp", "deep/", "deep/build", "deep/down/");
    assertThat(kit.share().skipped()).isEqualTo(Skips.NONE);
  }

  @Test
  void aDeeperFileHasTheLastWordAndCountsForItsFolderOnly() throws Exception {
    kit.write(".runnelignore", "*.log\n/top\n");
    kit.write("sub/.runnelignore", "!wanted.log\n/x\n");
    kit.write("a.log", "a");
    kit.write("top", "t");
    kit.write("x", "x");
    kit.write("sub/a.log", "a");
    kit.write("sub/wanted.log", "w");
    kit.write("sub/top", "t");
    kit.write("sub/x", "x");
    assertThat(kit.catalog()).containsOnlyKeys("x", "sub/", "sub/wanted.log", "sub/top");
  }

  @Test
  void newRulesTakeEffectOnWhatIsPublishedAlready() throws Exception {
    kit.write("a.tmp", "a");
    kit.write("b", "b");
    assertThat(kit.catalog()).containsOnlyKeys("a.tmp", "b");
    kit.write(".runnelignore", "*.tmp");
    assertThat(kit.catalog()).containsOnlyKeys("b");
    Files.delete(kit.folder.resolve(".runnelignore"));
    assertThat(kit.catalog()).containsOnlyKeys("a.tmp", "b");
  }

  @Test
  void importedFoldersHaveRulesOfTheirOwn() throws Exception {
    Path elsewhere = Files.createDirectory(base.resolve("elsewhere"));
    Files.writeString(elsewhere.resolve(".runnelignore"), "secret*");
    Files.writeString(elsewhere.resolve("secret.txt"), "s");
    Files.writeString(elsewhere.resolve("open.txt"), "o");
    kit.share().add(elsewhere, Optional.empty());
    assertThat(kit.catalog()).containsOnlyKeys("elsewhere/", "elsewhere/open.txt");
  }

  @Test
  void nonsenseAndLinksAreNoRules() throws Exception {
    kit.write("a", "a");
    Files.write(
        kit.folder.resolve(".runnelignore"), new byte[] {'[', (byte) 0xff, 0, '\n', '*', '*'});
    Files.createDirectory(kit.folder.resolve("sub"));
    Path rules = Files.writeString(base.resolve("rules"), "*");
    Files.createSymbolicLink(kit.folder.resolve("sub/.runnelignore"), rules);
    kit.write("sub/b", "b");
    Files.createDirectories(kit.folder.resolve("folder/.runnelignore"));
    kit.write("folder/c", "c");
    Files.writeString(kit.folder.resolve(".runnelignore"), "[\n\\\n");
    assertThat(kit.catalog()).containsKeys("a", "sub/b", "folder/c");
  }
}
