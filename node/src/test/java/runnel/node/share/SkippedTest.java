package runnel.node.share;

import static org.assertj.core.api.Assertions.assertThat;
import static runnel.node.share.ShareKit.id;

import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import runnel.node.beneath.BeneathException;
import runnel.node.share.Skipped.Reason;

class SkippedTest {
  @TempDir Path base;
  private ShareKit kit;

  @BeforeEach
  void open() throws Exception {
    kit = new ShareKit(base);
    kit.write("file", "text");
  }

  @AfterEach
  void close() {
    kit.close();
  }

  @Test
  void linksAreNeverFollowed() throws Exception {
    Files.writeString(base.resolve("secret"), "secret");
    Files.createSymbolicLink(kit.folder.resolve("in"), Path.of("file"));
    Files.createSymbolicLink(kit.folder.resolve("out"), Path.of("../secret"));
    Files.createSymbolicLink(kit.folder.resolve("dangling"), Path.of("nowhere"));
    Files.createSymbolicLink(kit.folder.resolve("up"), Path.of(".."));
    assertThat(kit.catalog()).containsOnlyKeys("file");
    assertThat(kit.share().skipped().first())
        .containsExactlyInAnyOrder(
            new Skipped("in", Reason.LINK),
            new Skipped("out", Reason.LINK),
            new Skipped("dangling", Reason.LINK),
            new Skipped("up", Reason.LINK));
  }

  @Test
  void specialFilesAreSkippedWithoutWaiting() throws Exception {
    ShareKit.run("mkfifo", kit.folder.resolve("fifo").toString());
    try (ServerSocketChannel socket = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      socket.bind(UnixDomainSocketAddress.of(kit.folder.resolve("socket")));
      assertThat(kit.catalog()).containsOnlyKeys("file");
      assertThat(kit.share().skipped().first())
          .containsExactlyInAnyOrder(
              new Skipped("fifo", Reason.SPECIAL), new Skipped("socket", Reason.SPECIAL));
    }
  }

  @Test
  void namesThatAreNotUtf8AreSkippedAndShownEscaped() throws Exception {
    String make =
        "import os,sys; d=os.fsencode(sys.argv[1]); open(d+b'/b\\xffad\\n','w'); os.mkdir(d+b'/\\xc3')";
    ShareKit.run("python3", "-c", make, kit.folder.toString());
    assertThat(kit.catalog()).containsOnlyKeys("file");
    assertThat(kit.share().skipped().first())
        .containsExactlyInAnyOrder(
            new Skipped("b\\xffad\\u000a", Reason.NOT_UTF8), new Skipped("\\xc3", Reason.NOT_UTF8));
    // The JDK can't name these files, so it could not delete them either.
    String remove =
        "import os,sys; d=os.fsencode(sys.argv[1]); os.remove(d+b'/b\\xffad\\n'); os.rmdir(d+b'/\\xc3')";
    ShareKit.run("python3", "-c", remove, kit.folder.toString());
  }

  @Test
  void hiddenFilesAreNotPublishedUnlessConfigured() throws Exception {
    kit.write(".hidden", "h");
    kit.write(".git/config", "c");
    assertThat(kit.catalog()).containsOnlyKeys("file");
    assertThat(kit.share().skipped()).isEqualTo(Skips.NONE);
    ShareSettings old = kit.settings();
    kit.restart(old.withHidden(true));
    assertThat(kit.catalog()).containsOnlyKeys("file", ".hidden", ".git/", ".git/config");
    kit.restart(old);
    assertThat(kit.catalog()).containsOnlyKeys("file");
  }

  @Test
  void limitsOfDepthAndNumberAreKept() throws Exception {
    kit.write("1/2/3/4/deep", "deep");
    ShareSettings old = kit.settings();
    kit.restart(limited(old, new ShareSettings.Limits(2, 100)));
    assertThat(kit.catalog()).containsOnlyKeys("file", "1/", "1/2/");
    assertThat(kit.share().skipped().first())
        .containsExactly(new Skipped("1/2/3", Reason.TOO_DEEP));
    kit.restart(limited(old, new ShareSettings.Limits(100, 3)));
    assertThat(kit.catalog()).hasSize(3);
    assertThat(kit.share().skipped().total()).isEqualTo(1);
  }

  @Test
  void manySkippedFilesAreCountedAndTheFirstAreListed() throws Exception {
    for (int i = 0; i < Skips.LISTED_MAX + 10; i++) {
      Files.createSymbolicLink(kit.folder.resolve("link " + i), Path.of("file"));
    }
    kit.catalog();
    assertThat(kit.share().skipped().total()).isEqualTo(Skips.LISTED_MAX + 10);
    assertThat(kit.share().skipped().first()).hasSize(Skips.LISTED_MAX);
  }

  @Test
  void pathsThatAreTooLongAreSkipped() throws Exception {
    // Made step by step from inside, since no call takes such a path whole.
    String make =
        "import os,sys; os.chdir(sys.argv[1])\n"
            + "for i in range(20): os.mkdir('d'*250); os.chdir('d'*250); open('f','w').write('deep')";
    ShareKit.run("python3", "-c", make, kit.folder.toString());
    assertThat(kit.catalog().keySet()).hasSizeBetween(30, 35);
    assertThat(kit.share().skipped().first())
        .isNotEmpty()
        .allSatisfy(skipped -> assertThat(skipped.reason()).isEqualTo(Reason.TOO_LONG));
    Published published = kit.hashed();
    String deepest =
        ShareKit.entries(published).keySet().stream()
            .filter(path -> !path.endsWith("/"))
            .max(Comparator.comparingInt(String::length))
            .orElseThrow();
    assertThat(deepest.length()).isGreaterThan(3700);
    SharePath path = new SharePath(deepest);
    try (ServedFile file =
        published.open(path, ShareKit.file(published, deepest).version()).orElseThrow()) {
      assertThat(ShareKit.text(file)).isEqualTo("deep");
    }
    ShareKit.run("rm", "-r", kit.folder.resolve("d".repeat(250)).toString());
  }

  /** For root no file is unreadable, so there what the kernel answers is checked by kind. */
  @Test
  void unreadableFilesAreSkipped() throws Exception {
    Path locked = kit.write("locked", "text");
    Files.setPosixFilePermissions(locked, Set.of());
    if (Files.isReadable(locked)) {
      assertThat(SkipBook.reason(BeneathException.Kind.NOT_ALLOWED)).isEqualTo(Reason.UNREADABLE);
    } else {
      assertThat(kit.catalog()).containsOnlyKeys("file");
      assertThat(kit.share().skipped().first())
          .containsExactly(new Skipped("locked", Reason.UNREADABLE));
    }
    Files.setPosixFilePermissions(locked, PosixFilePermissions.fromString("rw-------"));
    assertThat(kit.catalog()).containsEntry("locked", id("text"));
  }

  private static ShareSettings limited(ShareSettings old, ShareSettings.Limits limits) {
    return old.withLimits(limits);
  }
}
