package runnel.node.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class IndexersCheckTest {
  private static final Path HOME = Path.of("/home/ann");
  private static final Path MOUNT = HOME.resolve("Runnel");

  @Test
  void updatedbSkipsTheDriveIfItsTypeIsPruned() {
    Finding ok = IndexersCheck.updatedb("# x\nPRUNEFS=\"NFS fuse.rclone fuse.sshfs udf\"\n");
    assertThat(ok.result()).isEqualTo(Finding.Result.OK);
    Finding warned = IndexersCheck.updatedb("PRUNEFS = \"NFS fuse.sshfsx\"\n");
    assertThat(warned.result()).isEqualTo(Finding.Result.WARN);
    assertThat(warned.help()).contains("fuse.sshfs", "PRUNEFS");
    assertThat(IndexersCheck.updatedb("").result()).isEqualTo(Finding.Result.WARN);
  }

  @Test
  void balooSkipsTheDriveIfItIsExcluded() {
    String excluded = "[General]\nexclude folders[$e]=$HOME/tmp/,$HOME/Runnel/\n";
    assertThat(IndexersCheck.baloo(excluded, MOUNT, HOME).result()).isEqualTo(Finding.Result.OK);
    String off = "[Basic Settings]\nIndexing-Enabled=false\n";
    assertThat(IndexersCheck.baloo(off, MOUNT, HOME).result()).isEqualTo(Finding.Result.OK);
    Finding warned = IndexersCheck.baloo("exclude folders=$HOME/Runnel2/\n", MOUNT, HOME);
    assertThat(warned.help()).isEqualTo("balooctl config add excludeFolders '/home/ann/Runnel'");
  }
}
