package runnel.ctl.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import runnel.ctl.doctor.Check.Result;

class LocalChecksTest {
  @TempDir private Path folder;

  @Test
  void foldersInEachOtherAreAFailure() {
    Path home = folder.resolve("h");
    assertThat(
            FolderChecks.of(
                new FolderChecks.Folders(
                    home.resolve("state"),
                    home.resolve("share"),
                    home.resolve("share/down"),
                    Optional.of(home.resolve("mount")))))
        .filteredOn(check -> check.result() == Result.FAIL)
        .extracting(Check::found)
        .containsExactly("the downloads folder is in the share folder");
  }

  @Test
  void foldersThatAreNotMadeYetAreNoFailureButAFileIs() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));
    List<Check> checks =
        FolderChecks.of(
            new FolderChecks.Folders(
                folder.resolve("state"), file, folder.resolve("down"), Optional.empty()));
    assertThat(checks)
        .filteredOn(check -> check.result() == Result.FAIL)
        .extracting(Check::check)
        .containsExactly("share folder");
    assertThat(checks).extracting(Check::found).anyMatch(found -> found.contains("not made yet"));
  }

  @Test
  void whatMountingNeedsIsLookedFor() throws IOException {
    assertThat(FuseCheck.in(folder, "/usr/bin")).allMatch(check -> check.result() == Result.FAIL);
    Files.createDirectories(folder.resolve("dev"));
    Files.createFile(folder.resolve("dev/fuse"));
    Path library = Files.createDirectories(folder.resolve("usr/lib/x86_64-linux-gnu"));
    Files.createFile(library.resolve("libfuse.so.2"));
    Path program = Files.createDirectories(folder.resolve("opt")).resolve("fusermount3");
    assertThat(Files.createFile(program).toFile().setExecutable(true)).isTrue();
    assertThat(FuseCheck.in(folder, "/opt:")).allMatch(check -> check.result() == Result.OK);
  }

  @Test
  void fileNamesMustBeUtf8() {
    assertThat(LocaleCheck.of("UTF-8").result()).isEqualTo(Result.OK);
    assertThat(LocaleCheck.of("ANSI_X3.4-1968").result()).isEqualTo(Result.FAIL);
  }

  @Test
  void whoHoldsThePortIsReadFromTheKernelsTables() throws IOException {
    assertThat(new PortCheck(folder).of(0).found()).isEqualTo("free");
    table("0100007F:1E1B 0100007F:9999 01"); // Connected, not listening.
    assertThat(new PortCheck(folder).of(0).result()).isEqualTo(Result.OK);
    table("00000000:1E1B 00000000:0000 0A");
    assertThat(new PortCheck(folder).of(0).found()).contains("another user");
    Path process = Files.createDirectories(folder.resolve("4711/fd"));
    Files.createSymbolicLink(process.resolve("5"), Path.of("socket:[31337]"));
    Files.writeString(folder.resolve("4711/cmdline"), "java\0--home\0/h\0");
    assertThat(new PortCheck(folder).of(0).found())
        .isEqualTo("used by process 4711 (java, --home /h)");
    assertThat(new PortCheck(folder).of(4711).found()).isEqualTo("used by this node");
  }

  /** The same with the real kernel: whoever listens is there, whatever the port is. */
  @Test
  void theKernelsTablesHaveTheFormThatIsRead() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = ":%04X ".formatted(socket.getLocalPort());
      String tables =
          Files.readString(Path.of("/proc/net/tcp")) + Files.readString(Path.of("/proc/net/tcp6"));
      Files.createDirectories(folder.resolve("net"));
      Files.writeString(folder.resolve("net/tcp"), tables.replace(port, ":1E1B "));
      assertThat(new PortCheck(folder).of(0).result()).isEqualTo(Result.WARN);
    }
  }

  private void table(String addressesAndState) throws IOException {
    Files.createDirectories(folder.resolve("net"));
    Files.writeString(
        folder.resolve("net/tcp"),
        "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode\n"
            + "   0: %s 00000000:00000000 00:00000000 00000000     0        0 31337 1 x\n"
                .formatted(addressesAndState));
  }
}
