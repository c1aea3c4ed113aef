package runnel.mount.fuse;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import runnel.mount.fuse.MountException.Kind;

/** Mounting, unmounting, and what a killed process leaves. */
class LifeTest {
  private final Path folder = Mounted.newFolder();
  private final MemoryTree tree = new MemoryTree().file("/file", "text");

  @AfterEach
  void removeFolder() {
    Mounted.removeFolder(folder);
  }

  @Test
  void aMountCanBeMadeAgainAndAgain() {
    for (int i = 0; i < 3; i++) {
      try (Mount mount = Mount.mount(tree, MountSettings.at(folder))) {
        assertThat(Shell.ok("cat", mount.mountPoint() + "/file").text()).isEqualTo("text");
      }
      assertThat(MountTable.at(folder)).isEmpty();
    }
  }

  @Test
  void whatIsMountedAlreadyIsBusyAndStaysMounted() {
    try (Mount mount = Mount.mount(tree, MountSettings.at(folder))) {
      assertThat(kindOfFailure(folder)).isEqualTo(Kind.BUSY);
      assertThat(Shell.ok("cat", mount.mountPoint() + "/file").text()).isEqualTo("text");
    }
  }

  @Test
  void aFolderThatIsNotEmptyIsRefused() throws IOException {
    Path file = Files.createFile(folder.resolve("mine"));
    assertThat(kindOfFailure(folder)).isEqualTo(Kind.NOT_EMPTY);
    Files.delete(file);
  }

  @Test
  void whatIsNoFolderIsRefused() {
    assertThat(kindOfFailure(folder.resolve("none"))).isEqualTo(Kind.FAILED);
    assertThat(kindOfFailure(folder.resolve("none/deeper"))).isEqualTo(Kind.FAILED);
    assertThat(kindOfFailure(Path.of("/"))).isEqualTo(Kind.BUSY);
  }

  @Test
  void aMissingDeviceIsTold() {
    MountException e =
        catchThrowableOfType(
            MountException.class, () -> Requirements.checkDevice(folder.resolve("fuse")));
    assertThat(e.kind()).isEqualTo(Kind.NO_DEVICE);
  }

  @Test
  void aMountWhoseFirstAnswerCanNotBeMadeIsToldAndGoneAndHoldsNobody() throws Exception {
    MountSettings settings = MountSettings.at(folder);
    CompletableFuture<Process> reader = new CompletableFuture<>();
    Interception.Kernel outOfMemory =
        (reply, channel) -> {
          reader.complete(readThatWaits());
          throw new OutOfMemoryError("none left");
        };
    TreeFuse fuse = new TreeFuse(tree, settings.limits(), outOfMemory);
    MountException e =
        catchThrowableOfType(MountException.class, () -> Mount.mount(fuse, settings));
    assertThat(e.kind()).isEqualTo(Kind.FAILED);
    assertThat(e).hasMessageContainingAll("first request", "none left", "memory");
    assertThat(MountTable.at(folder)).isEmpty();
    assertThat(reader.join().waitFor(10, TimeUnit.SECONDS)).isTrue();
    assertThat(reader.join().exitValue()).isNotZero();
    try (Mount mount = Mount.mount(tree, settings)) {
      assertThat(Shell.ok("cat", mount.mountPoint() + "/file").text()).isEqualTo("text");
    }
  }

  /** The kernel lets nobody in before it has its first answer. */
  private Process readThatWaits() {
    try {
      Process reader = new ProcessBuilder("cat", folder + "/file").start();
      assertThat(reader.waitFor(300, TimeUnit.MILLISECONDS)).isFalse();
      return reader;
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void anOpenFileDelaysUnmountingUntilItIsClosed() throws Exception {
    try (Mount mount = Mount.mount(tree, MountSettings.at(folder))) {
      Process reader = holdOpen();
      Thread closing = Thread.ofVirtual().start(() -> mount.unmount(Duration.ofSeconds(10)));
      assertThat(Shell.ok("cat", mount.mountPoint() + "/file").text()).isEqualTo("text");
      reader.destroyForcibly();
      assertThat(closing.join(Duration.ofSeconds(3))).isTrue();
    }
  }

  @Test
  void unmountingWithAFileOpenIsBounded() {
    Mount mount = Mount.mount(tree, MountSettings.at(folder));
    Process reader = holdOpen();
    long begin = System.nanoTime();
    mount.unmount(Duration.ofMillis(300));
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(3));
    assertThat(mount.ended().toCompletableFuture()).isDone();
    assertThat(MountTable.at(folder)).isEmpty();
    reader.destroyForcibly();
  }

  @Test
  void whenSomebodyElseUnmountsItIsTold() throws Exception {
    try (Mount mount = Mount.mount(tree, MountSettings.at(folder))) {
      Shell.ok("fusermount", "-u", mount.mountPoint().toString());
      mount.ended().toCompletableFuture().get(3, TimeUnit.SECONDS);
    }
  }

  @Test
  void whatAKilledProcessLeftIsRemoved() throws Exception {
    Process server = serveElsewhere();
    assertThat(kindOfFailure(folder)).isEqualTo(Kind.BUSY);
    server.destroyForcibly().waitFor();
    assertThat(MountTable.at(folder)).isPresent();
    assertThat(StaleMount.clean(folder)).isTrue();
    assertThat(MountTable.at(folder)).isEmpty();
    assertThat(StaleMount.clean(folder)).isFalse();
  }

  @Test
  void whatAProcessKilledWhileReadFromLeftIsMountedOver() throws Exception {
    Process server = serveElsewhere();
    Process reader = holdOpen();
    server.destroyForcibly().waitFor();
    try (Mount mount = Mount.mount(tree, MountSettings.at(folder))) {
      assertThat(Shell.ok("cat", mount.mountPoint() + "/file").text()).isEqualTo("text");
    } finally {
      reader.destroyForcibly();
    }
  }

  @Test
  void aStoppedServerIsBusyAndDoesNotStopUs() throws Exception {
    Process server = serveElsewhere();
    Shell.signal(server, "STOP");
    long begin = System.nanoTime();
    assertThat(kindOfFailure(folder)).isEqualTo(Kind.BUSY);
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(3));
    server.destroyForcibly().waitFor();
    assertThat(StaleMount.clean(folder)).isTrue();
  }

  @Test
  void aUserWhoIsNotRootMountsAndEvenRootCanNotLookIn() throws Exception {
    Path script = Path.of(LifeTest.class.getResource("not-root.sh").toURI());
    List<String> command = new ArrayList<>(List.of("bash", script.toString(), folder.toString()));
    command.addAll(Serve.command(folder));
    String said = Shell.ok(command.toArray(String[]::new)).text();
    assertThat(said).startsWith("mounted at " + folder + "\ntext\nowned").endsWith("unmounted");
    if (Shell.ok("id", "-u").text().equals("0")) {
      assertThat(said).contains("Permission denied");
    }
  }

  @Test
  void twoMountsOfOneTreeStandSideBySide() {
    Path other = Mounted.newFolder();
    try (Mount first = Mount.mount(tree, MountSettings.at(folder));
        Mount second = Mount.mount(tree, MountSettings.at(other))) {
      assertThat(Shell.ok("cat", first.mountPoint() + "/file").text()).isEqualTo("text");
      assertThat(Shell.ok("cat", second.mountPoint() + "/file").text()).isEqualTo("text");
      assertThat(first.isThere() && second.isThere()).isTrue();
    }
    Mounted.removeFolder(other);
  }

  @Test
  void takenAwayLazilyItIsNotThereThoughItHasNotEnded() {
    try (Mount mount = Mount.mount(tree, MountSettings.at(folder))) {
      Process reader = holdOpen();
      Shell.ok("fusermount", "-uz", mount.mountPoint().toString());
      assertThat(mount.isThere()).isFalse();
      assertThat(mount.ended().toCompletableFuture()).isNotDone();
      reader.destroyForcibly();
    }
  }

  private Process serveElsewhere() throws IOException {
    Process server =
        new ProcessBuilder(Serve.command(folder))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    awaitLine(server.inputReader(UTF_8));
    return server;
  }

  private Process holdOpen() {
    Process reader =
        Shell.startRaw("sh", "-c", "exec < \"$0\"; echo open; exec sleep 30", folder + "/file");
    awaitLine(reader.inputReader(UTF_8));
    return reader;
  }

  private static void awaitLine(BufferedReader output) {
    try {
      assertThat(output.readLine()).isNotNull();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private Kind kindOfFailure(Path mountPoint) {
    return catchThrowableOfType(
            MountException.class, () -> Mount.mount(tree, MountSettings.at(mountPoint)).close())
        .kind();
  }
}
