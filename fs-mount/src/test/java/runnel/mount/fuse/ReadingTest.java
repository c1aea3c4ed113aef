package runnel.mount.fuse;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What programs read through a real mount. */
class ReadingTest {
  private static final byte[] BYTES = new byte[3_000_001];
  private static final String LONGEST_NAME = "ü".repeat(127) + "x";

  private static final MemoryTree tree = new MemoryTree();
  private static Mounted mounted;

  @BeforeAll
  static void mountOne() {
    new Random(7).nextBytes(BYTES);
    tree.file("/deep/a/b/c/d/leaf", "")
        .file("/docs/hello.txt", "hello, peers\n")
        .file("/docs/empty", "")
        .file("/docs/big.bin", BYTES)
        .file("/docs/-n leading dash and  spaces", "dash")
        .file("/docs/Grüße/日本語.txt", "utf")
        .file("/docs/" + LONGEST_NAME, "long")
        .file("/docs/run.sh", Content.of("#!/bin/sh\necho ran\n".getBytes(UTF_8)), true);
    for (int i = 0; i < 10_000; i++) {
      tree.file("/many/file-%05d".formatted(i), "x");
    }
    mounted = Mounted.of(tree);
  }

  @AfterAll
  static void unmount() {
    mounted.close();
  }

  @Test
  void catGivesTheBytes() {
    assertThat(Shell.ok("cat", mounted.path("docs/hello.txt")).text()).isEqualTo("hello, peers");
    assertThat(Shell.ok("cat", mounted.path("docs/big.bin")).bytes()).isEqualTo(BYTES);
    assertThat(Shell.ok("cat", mounted.path("docs/empty")).bytes()).isEmpty();
  }

  @Test
  void readsAtOddOffsetsGiveWhatIsThere() {
    for (int block : new int[] {1, 4095, 65_537, 1_000_003}) {
      byte[] read =
          Shell.ok(
                  "dd",
                  "if=" + mounted.path("docs/big.bin"),
                  "bs=" + block,
                  "skip=2",
                  "count=1",
                  "status=none")
              .bytes();
      assertThat(read).isEqualTo(Arrays.copyOfRange(BYTES, 2 * block, 2 * block + read.length));
      assertThat(read.length).isEqualTo(Math.min(block, BYTES.length - 2 * block));
    }
  }

  @Test
  void aReadBeyondTheEndGivesNothing() {
    String file = "if=" + mounted.path("docs/big.bin");
    assertThat(Shell.ok("dd", file, "bs=1M", "skip=9", "status=none").bytes()).isEmpty();
  }

  @Test
  void aReadAroundThePageCacheGivesTheSame() {
    String file = "if=" + mounted.path("docs/big.bin");
    byte[] read = Shell.ok("dd", file, "bs=512k", "iflag=direct", "status=none").bytes();
    assertThat(read).isEqualTo(BYTES);
  }

  @Test
  void statTellsKindModeOwnerSizeBlocksAndTime() {
    String format = "--format=%F|%a|%u|%g|%s|%b|%h|%y";
    String owner = Shell.ok("id", "-u").text() + "|" + Shell.ok("id", "-g").text();
    String time = "2020-02-03 04:05:06.123456789 +0000";
    assertThat(stat("docs/big.bin", format))
        .isEqualTo("regular file|444|%s|3000001|5860|1|%s".formatted(owner, time));
    assertThat(stat("docs/run.sh", "--format=%a")).isEqualTo("555");
    assertThat(stat("docs", "--format=%F|%a|%u|%g|%h"))
        .isEqualTo("directory|555|%s|1".formatted(owner));
    assertThat(stat("docs/empty", "--format=%F|%s|%b")).isEqualTo("regular empty file|0|0");
  }

  @Test
  void inodesAreTheTreesAlsoInListings() {
    String inode = stat("docs/hello.txt", "--format=%i");
    assertThat(inode).isEqualTo(String.valueOf(tree.attributes("/docs/hello.txt").inode()));
    assertThat(Shell.ok("ls", "-i", mounted.path("docs")).text()).contains(inode + " hello.txt");
  }

  @Test
  void namesAreKeptByteForByte() {
    String[] names = Shell.ok("ls", "-1", "-U", mounted.path("docs")).text().split("\n");
    assertThat(names)
        .containsExactlyInAnyOrder(
            "hello.txt",
            "empty",
            "big.bin",
            "-n leading dash and  spaces",
            "Grüße",
            "run.sh",
            LONGEST_NAME);
    assertThat(Shell.ok("cat", mounted.path("docs/Grüße/日本語.txt")).text()).isEqualTo("utf");
    assertThat(Shell.ok("cat", mounted.path("docs/" + LONGEST_NAME)).text()).isEqualTo("long");
    assertThat(Shell.ok("cat", mounted.path("docs/-n leading dash and  spaces")).text())
        .isEqualTo("dash");
  }

  @Test
  void findSeesAllOfALargeFolder() {
    String many = mounted.path("many");
    assertThat(Shell.ok("find", many, "-type", "f", "-size", "-2c").text().split("\n"))
        .hasSize(10_000);
    assertThat(Shell.ok("find", mounted.path("deep"), "-name", "leaf").text())
        .endsWith("deep/a/b/c/d/leaf");
  }

  @Test
  void duCountsTheFiles() {
    assertThat(Shell.ok("du", "-s", "-B512", mounted.path("docs")).text()).startsWith("5865\t");
  }

  @Test
  void dfTellsTheTreesSpace() {
    String columns = "--output=source,fstype,size,avail,itotal";
    assertThat(Shell.ok("df", "-B1", columns, mounted.path("docs")).text())
        .containsPattern("runnel +fuse.sshfs +132070244352 +0 +4567");
    assertThat(Shell.ok("stat", "-f", "--format=%l", mounted.path("")).text()).isEqualTo("255");
  }

  @Test
  void copiesCompareEqualAndKeepTimeAndMode() {
    String copy = Shell.ok("mktemp", "-d").text();
    Shell.ok("cp", "-a", mounted.path("docs"), copy + "/docs");
    Shell.ok("diff", "-r", mounted.path("docs"), copy + "/docs");
    assertThat(Shell.ok("stat", "--format=%a %y", copy + "/docs/run.sh").text())
        .isEqualTo("555 2020-02-03 04:05:06.123456789 +0000");
    Shell.ok("chmod", "-R", "u+w", copy);
    Shell.ok("rm", "-r", copy);
  }

  @Test
  void anExecutableFileRuns() {
    assertThat(Shell.ok(mounted.path("docs/run.sh")).text()).isEqualTo("ran");
  }

  @Test
  void aProgramThatTheLinkerMapsRuns() throws IOException {
    String program = Shell.ok("which", "readlink").text();
    Content bytes = Content.of(Files.readAllBytes(Path.of(program)));
    tree.file("/programs/readlink", bytes, true);
    String mapped = mounted.path("programs/readlink");
    assertThat(Shell.ok(mapped, "-m", "/a/../b").text()).isEqualTo("/b");
  }

  @Test
  void whatIsNotThereIsNotFound() {
    assertThat(Shell.run("cat", mounted.path("docs/none")).errors()).contains("No such file");
    assertThat(Shell.run("ls", mounted.path("docs/hello.txt/x")).errors())
        .contains("Not a directory");
    assertThat(Shell.run("cat", mounted.path("docs")).errors()).contains("Is a directory");
  }

  @Test
  void nothingCanBeWritten() {
    String file = mounted.path("docs/hello.txt");
    String none = mounted.path("docs/none");
    for (String command :
        new String[] {
          "echo x > '" + none + "'",
          "echo x >> '" + file + "'",
          "mkdir '" + none + "'",
          "rm -f '" + file + "'",
          "mv '" + file + "' '" + none + "'",
          "ln '" + file + "' '" + none + "'",
          "ln -s x '" + none + "'",
          "chmod 777 '" + file + "'",
          "chown 1:1 '" + file + "'",
          "touch '" + file + "'",
          "truncate -s 0 '" + file + "'",
          "mkfifo '" + none + "'",
          "rmdir '" + mounted.path("docs/Grüße") + "'"
        }) {
      assertThat(Shell.run("sh", "-c", command).errors()).contains("Read-only file system");
    }
    assertThat(Shell.run("test", "-w", file).status()).isEqualTo(1);
    assertThat(Shell.run("test", "-r", file).status()).isZero();
  }

  private static String stat(String name, String format) {
    return Shell.ok("env", "TZ=UTC", "stat", format, mounted.path(name)).text();
  }
}
