package runnel.ctl.home;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NodeStartTest {
  @TempDir private Path folder;

  @Test
  void nodeThatIsNotReadyInTimeIsEndedWithAllThatItStarted() throws IOException {
    Path script = Files.createDirectories(folder.resolve("node/bin")).resolve("runnel-node");
    Files.writeString(
        script, "#!/bin/sh\nsleep 600 & echo $$ $! >pids.new\nmv pids.new pids\nwait\n");
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
    Files.writeString(script, Files.readString(script).replace("pids", folder + "/pids"));
    Home home = Home.at(folder.resolve("home"), new Surroundings(Map.of(), folder, folder));
    try (NodeStart start = NodeStart.begin(home, NodeOptions.DEFAULTS)) {
      assertThatThrownBy(() -> start.awaitReady(Duration.ofSeconds(1), progress -> {}))
          .hasMessageContaining("not ready within 1 s");
    }
    for (String pid : Files.readString(folder.resolve("pids")).strip().split(" ", -1)) {
      assertThat(NodeProcess.isRunning(Long.parseLong(pid))).as(pid).isFalse();
    }
  }
}
