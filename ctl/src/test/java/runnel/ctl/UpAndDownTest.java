package runnel.ctl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import runnel.ctl.home.Surroundings;

/** Starts real processes, by a start script like the node's. */
class UpAndDownTest {
  @TempDir private Path folder;
  private Path home;
  private Path script;
  private Run run;

  @BeforeEach
  void writeScript() throws IOException {
    home = folder.resolve("home");
    script = Files.createDirectories(folder.resolve("node/bin")).resolve("runnel-node");
    Files.createFile(
        script, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    Path java = Path.of(System.getProperty("java.home"), "bin/java");
    String start =
        "exec '%s' -cp '%s' %s \"$@\""
            .formatted(java, System.getProperty("java.class.path"), FakeNodeMain.class.getName());
    starts("echo starting", start);
    Path handover = folder.resolve("handover");
    run = new Run(new Surroundings(Map.of("RUNNEL_HANDOVER", handover.toString()), folder, folder));
  }

  @AfterEach
  void down() {
    runnel("down");
  }

  @Test
  void upStartsANodeThatOutlivesItAndDownEndsIt() throws IOException {
    assertThat(runnel("up", "--name", "ann", "--no-mount", "--no-discovery")).isZero();
    assertThat(run.out()).contains("ann", "ready", "/s");
    assertThat(Files.readAllLines(home.resolve("command-line")))
        .containsExactly(
            "--home", home.toString(), "--name", "ann", "--no-mount", "--no-discovery");
    assertThat(home.resolve("state/log/start.log")).hasContent("starting");
    assertThat(runnel("down")).isZero();
    assertThat(runnel("status")).isEqualTo(3);
  }

  @Test
  void upOfARunningNodeSaysSo() {
    assertThat(runnel("up", "--no-mount")).isZero();
    assertThat(runnel("up", "--no-mount")).isZero();
    assertThat(run.err()).contains("already running");
  }

  @Test
  void nodeThatEndsIsAFailureWithItsLastWords() throws IOException {
    starts("echo first >&2", "echo 'cannot listen on h:1: \u001b[31mtaken' >&2", "exit 7");
    assertThat(runnel("up", "--no-mount")).isEqualTo(1);
    assertThat(run.err()).contains("ended with status 7", "cannot listen on h:1: \\u{1B}[31mtaken");
    assertThat(run.out()).isEmpty();
  }

  @Test
  void nodeThatKnowsWhyItCannotStartIsQuotedAndItsStatusIsKept() throws IOException {
    starts("echo 'runnel: the name is taken; choose another' >&2", "exit 5");
    assertThat(runnel("up", "--no-mount")).isEqualTo(5);
    assertThat(run.err())
        .isEqualToIgnoringNewLines(
            "runnel: cannot start a node in " + home + ": the name is taken; choose another");
  }

  @Test
  void absentNodeIsNamedByItsHome() {
    assertThat(runnel("status")).isEqualTo(3);
    assertThat(run.err()).contains("no node is running in " + home, "runnel up --home " + home);
  }

  @Test
  void homeThatIsAFileIsSaidToBeOne() throws IOException {
    Files.createFile(home);
    assertThat(runnel("up", "--no-mount")).isEqualTo(1);
    assertThat(run.err()).contains(home + ": it is there and is no folder");
    Files.delete(home);
  }

  @Test
  void foregroundLeavesTheCommandLineToTheLauncher() throws IOException {
    assertThat(runnel("up", "--foreground", "--no-mount", "--listen", "h:1")).isZero();
    assertThat(List.of(Files.readString(folder.resolve("handover")).split("\0", 0)))
        .containsExactly(
            script.toString(), "--home", home.toString(), "--no-mount", "--listen", "h:1");
  }

  @Test
  void whatMountingNeedsIsSeenToFirst() throws IOException {
    Path installer =
        Files.createDirectories(folder.resolve("fs-mount/bin")).resolve("install-fuse");
    Files.copy(script, installer);
    Files.writeString(installer, "#!/bin/sh\nexit 1\n");
    assertThat(runnel("up")).isEqualTo(1);
    assertThat(run.err()).contains("libfuse2");
    assertThat(home.resolve("command-line")).doesNotExist();
    assertThat(runnel("up", "--no-mount")).isZero();
  }

  private void starts(String... lines) throws IOException {
    Files.writeString(script, "#!/bin/sh\n" + String.join("\n", lines) + "\n");
  }

  private int runnel(String... arguments) {
    return run.in(home, arguments);
  }
}
