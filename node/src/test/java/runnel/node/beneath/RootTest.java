package runnel.node.beneath;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import runnel.node.beneath.BeneathException.Kind;

class RootTest {
  @TempDir Path outside;
  private Path folder;
  private Root root;

  @BeforeEach
  void openRoot() throws IOException {
    Files.writeString(outside.resolve("secret"), "secret");
    folder = Files.createDirectories(outside.resolve("share/a/b")).getParent().getParent();
    Files.writeString(folder.resolve("a/b/file"), "inside");
    root = Root.open(folder);
  }

  @AfterEach
  void closeRoot() {
    root.close();
  }

  @Test
  void readsAFileFromAnyPosition() {
    try (OpenedFile file = root.openFile("a/b/file")) {
      assertThat(read(file, 0, 100)).isEqualTo("inside");
      assertThat(read(file, 2, 3)).isEqualTo("sid");
      assertThat(read(file, 6, 10)).isEmpty();
      assertThat(read(file, 1L << 40, 10)).isEmpty();
    }
  }

  @Test
  void factsAreThoseOfTheFileSystem() throws IOException {
    Path path = folder.resolve("a/b/file");
    try (OpenedFile file = root.openFile("a/b/file")) {
      FileFacts facts = file.facts();
      assertThat(facts.size()).isEqualTo(6);
      assertThat(facts.inode()).isEqualTo(Files.getAttribute(path, "unix:ino"));
      assertThat(facts.mode()).isEqualTo(Files.getAttribute(path, "unix:mode"));
      assertThat(facts.modifiedNanos() / 1000)
          .isEqualTo(
              Files.getLastModifiedTime(path).to(java.util.concurrent.TimeUnit.MICROSECONDS));
      assertThat(facts.kind()).isEqualTo(FileKind.FILE);
      assertThat(file.factsNow()).isEqualTo(facts);
      Files.writeString(path, "another");
      assertThat(file.factsNow()).isNotEqualTo(facts);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../secret",
        "/etc/passwd",
        "a/../../secret",
        "link",
        "to/secret",
        "absolute/secret"
      })
  void nothingLeadsOutside(String path) throws IOException {
    Files.createSymbolicLink(folder.resolve("link"), Path.of("../secret"));
    Files.createSymbolicLink(folder.resolve("to"), Path.of(".."));
    Files.createSymbolicLink(folder.resolve("absolute"), outside.toAbsolutePath());
    assertThat(kindOf(() -> root.openFile(path))).isEqualTo(Kind.OUTSIDE);
  }

  @Test
  void linksInsideAreRefusedToo() throws IOException {
    Files.createSymbolicLink(folder.resolve("link"), Path.of("a/b/file"));
    Files.createSymbolicLink(folder.resolve("linked"), Path.of("a"));
    assertThat(kindOf(() -> root.openFile("link"))).isEqualTo(Kind.OUTSIDE);
    assertThat(kindOf(() -> root.openFile("linked/b/file"))).isEqualTo(Kind.OUTSIDE);
    assertThat(kindOf(() -> root.openFolder("linked"))).isEqualTo(Kind.OUTSIDE);
  }

  @Test
  void fifosAndSocketsAreRefusedWithoutWaiting() throws Exception {
    run("mkfifo", folder.resolve("fifo").toString());
    assertThat(kindOf(() -> root.openFile("fifo"))).isEqualTo(Kind.WRONG_KIND);
    try (var socket =
        java.nio.channels.ServerSocketChannel.open(java.net.StandardProtocolFamily.UNIX)) {
      socket.bind(java.net.UnixDomainSocketAddress.of(folder.resolve("socket")));
      assertThat(kindOf(() -> root.openFile("socket"))).isEqualTo(Kind.WRONG_KIND);
    }
  }

  @Test
  void kindsOfFailureAreToldApart() {
    assertThat(kindOf(() -> root.openFile("a/none"))).isEqualTo(Kind.NOT_FOUND);
    assertThat(kindOf(() -> root.openFile("a/b/file/x"))).isEqualTo(Kind.NOT_FOUND);
    assertThat(kindOf(() -> root.openFile("a"))).isEqualTo(Kind.WRONG_KIND);
    assertThat(kindOf(() -> root.openFile("x".repeat(256)))).isEqualTo(Kind.TOO_LONG);
    assertThat(kindOf(() -> root.openFile("x/".repeat(3000)))).isEqualTo(Kind.TOO_LONG);
    assertThat(kindOf(() -> root.openFile("a\0b"))).isEqualTo(Kind.NOT_FOUND);
    assertThat(kindOf(() -> root.openFile(""))).isEqualTo(Kind.NOT_FOUND);
    assertThat(kindOf(() -> Root.open(folder.resolve("a/b/file")))).isEqualTo(Kind.WRONG_KIND);
  }

  @Test
  void listsEveryNameWithItsBytes() throws Exception {
    run(
        "python3",
        "-c",
        "import sys,os; open(os.fsencode(sys.argv[1])+b'/bad\\xff','w')",
        folder.toString());
    Files.createSymbolicLink(folder.resolve("link"), Path.of("nowhere"));
    for (int i = 0; i < 5000; i++) {
      Files.createFile(folder.resolve("file with a rather long name " + i));
    }
    List<String> names = new ArrayList<>();
    try (OpenedFolder opened = root.openFolder("")) {
      opened.list((name, kind) -> {
        names.add(HexFormat.of().formatHex(name));
        assertThat(opened.facts(name).kind()).isEqualTo(kind);
        return true;
      });
    }
    assertThat(names).hasSize(5003).doesNotHaveDuplicates().contains("626164ff", "6c696e6b", "61");
  }

  @Test
  void aListingEndsWhenItsVisitorHasEnough() {
    List<byte[]> names = new ArrayList<>();
    try (OpenedFolder opened = root.openFolder("a/b")) {
      opened.list((name, kind) -> !names.add(name));
    }
    assertThat(names).hasSize(1);
  }

  @Test
  void closingTwiceIsHarmlessAndUseAfterwardsIsRefused() {
    OpenedFile file = root.openFile("a/b/file");
    file.close();
    file.close();
    assertThat(kindOf(() -> read(file, 0, 1))).isEqualTo(Kind.CLOSED);
    root.close();
    root.close();
    assertThat(kindOf(() -> root.openFile("a/b/file"))).isEqualTo(Kind.CLOSED);
  }

  @Test
  void theRootStaysTheSameFolderWhenItIsRenamed() throws IOException {
    Files.move(folder, outside.resolve("moved"));
    Files.createDirectories(folder.resolve("a/b"));
    Files.writeString(folder.resolve("a/b/file"), "another");
    try (OpenedFile file = root.openFile("a/b/file")) {
      assertThat(read(file, 0, 100)).isEqualTo("inside");
    }
  }

  @Test
  void failuresLeaveNoDescriptorBehind() throws IOException {
    long before = descriptors();
    for (int i = 0; i < 200; i++) {
      kindOf(() -> root.openFile("a"));
      kindOf(() -> root.openFolder("a/b/file"));
      kindOf(() -> Root.open(folder.resolve("a/b/file")));
    }
    assertThat(descriptors()).isLessThan(before + 50);
  }

  @Test
  void aNativeFileHasADescriptorUntilItIsClosed() {
    NativeFile file = NativeFile.open(folder.resolve("a/b/file"));
    assertThat(Path.of("/proc/self/fd/" + file.descriptor())).hasContent("inside");
    file.close();
    file.close();
    assertThatThrownBy(file::descriptor).isInstanceOf(BeneathException.class);
    assertThat(kindOf(() -> NativeFile.open(folder))).isEqualTo(Kind.WRONG_KIND);
  }

  @Test
  void aFolderSwappedForALinkNeverLeadsOutside() throws Exception {
    Files.createDirectories(outside.resolve("evil/b"));
    Files.writeString(outside.resolve("evil/b/file"), "secret");
    try (Swapper swapper = new Swapper(folder.resolve("a"), outside.resolve("evil"), swaps())) {
      int opened = 0;
      while (swapper.isRunning()) {
        try (OpenedFile file = root.openFile("a/b/file")) {
          assertThat(read(file, 0, 100)).isEqualTo("inside");
          opened++;
        } catch (BeneathException e) {
          assertThat(e.kind()).isIn(Kind.OUTSIDE, Kind.NOT_FOUND, Kind.BUSY);
        }
      }
      assertThat(opened).isPositive();
    }
  }

  private static int swaps() {
    return Integer.getInteger("runnel.test.swaps", 2000);
  }

  private static long descriptors() throws IOException {
    try (var list = Files.list(Path.of("/proc/self/fd"))) {
      return list.count();
    }
  }

  private static Kind kindOf(org.assertj.core.api.ThrowableAssert.ThrowingCallable action) {
    return catchThrowableOfType(BeneathException.class, action).kind();
  }

  private static String read(OpenedFile file, long position, int length) {
    ByteBuffer buffer = ByteBuffer.allocateDirect(length);
    file.read(position, buffer);
    return StandardCharsets.UTF_8.decode(buffer.flip()).toString();
  }

  private static void run(String... command) throws Exception {
    Process process = new ProcessBuilder(command).inheritIO().start();
    assertThat(process.waitFor(Duration.ofSeconds(20))).isTrue();
    assertThat(process.exitValue()).isZero();
  }
}
