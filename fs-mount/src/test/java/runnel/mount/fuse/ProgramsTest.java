package runnel.mount.fuse;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Programs that nobody here wrote read a mount as they read a local folder. */
class ProgramsTest {
  private static final int ARCHIVE_FILES = 400;
  private static final int ARCHIVE_FILE_BYTES = 50_000;

  @TempDir private static Path local;
  private static Mirror mirror;

  @TempDir private Path copies;

  @BeforeAll
  static void fill() throws IOException {
    Random random = new Random(4);
    for (int i = 0; i < 40; i++) {
      Path folder = Files.createDirectories(local.resolve("tree/f" + i % 7 + "/g" + i % 3));
      byte[] bytes = new byte[random.nextInt(200_000)];
      random.nextBytes(bytes);
      Files.write(folder.resolve("file " + i), bytes);
      Files.writeString(folder.resolve(i + ".txt"), "line\nneedle " + i + "\n");
    }
    sh(
        "cd $1 && printf '#!/bin/sh\\necho ran\\n' > tree/tool && chmod 755 tree/tool",
        local.toString());
    sh(
        """
        cd $1 && git init -q work && cd work && git config user.email a@b && git config user.name a
        for i in 1 2 3 4 5; do seq $i 2000 > f$i; git add . && git commit -qm c$i; done
        cd .. && git clone -q --bare work repository.git && rm -rf work
        """,
        local.toString());
    sh(
        """
        sqlite3 "$1/songs.db" 'create table t(a integer primary key, b text);
          with recursive n(i) as (select 1 union all select i + 1 from n where i < 20000)
          insert into t select i, hex(i * 7919) from n; create index tb on t(b);'
        """,
        local.toString());
    archive(local.resolve("archive.zip"), random);
    mirror = Mirror.of(local);
  }

  @AfterAll
  static void unmount() {
    mirror.close();
  }

  @Test
  void cpTarAndRsyncCopyTheWholeTree() {
    Shell.ok("cp", "-a", mirror.mounted("tree"), copies + "/cp");
    Shell.ok("diff", "-r", mirror.local("tree"), copies + "/cp");
    assertThat(Shell.ok(copies + "/cp/tool").text()).isEqualTo("ran");
    sh(
        "mkdir \"$2\" && tar -C \"$1\" -cf - . | tar -C \"$2\" -xf -",
        mirror.mounted("tree"),
        copies + "/tar");
    Shell.ok("diff", "-r", mirror.local("tree"), copies + "/tar");
    Shell.ok("rsync", "-a", mirror.mounted("tree") + "/", copies + "/rsync");
    Shell.ok("diff", "-r", mirror.local("tree"), copies + "/rsync");
  }

  @Test
  void rsyncFindsNoDifferenceByChecksum() {
    String changes =
        Shell.ok(
                "rsync",
                "-rcn",
                "--out-format=%n",
                mirror.local("tree") + "/",
                mirror.mounted("tree"))
            .text();
    assertThat(changes).isEmpty();
  }

  @Test
  void splitPartsAndOddBlocksMakeTheSameFile() {
    String file = mirror.mounted("archive.zip");
    Shell.ok("split", "-b", "1000003", file, copies + "/part");
    sh("cat \"$1\"* | cmp - \"$2\"", copies + "/part", mirror.local("archive.zip"));
    sh(
        "dd if=\"$1\" bs=7777 skip=13 status=none | cmp - \"$2\" 0 $((7777 * 13))",
        file,
        mirror.local("archive.zip"));
  }

  @Test
  void findAndGrepSeeWhatTheySeeLocally() {
    for (String command :
        List.of(
            "find . -type f -printf '%p %s\\n'",
            "grep -rc needle .", "find . -perm -111 -type f")) {
      String script = "cd \"$1\" && " + command + " | LC_ALL=C sort";
      assertThat(sh(script, mirror.mounted("tree"))).isEqualTo(sh(script, mirror.local("tree")));
    }
  }

  @Test
  void gitClonesABareRepositoryAndFindsItWhole() {
    Shell.ok("git", "clone", "-q", mirror.mounted("repository.git"), copies + "/clone");
    Shell.ok("git", "-C", copies + "/clone", "fsck", "--full", "--strict");
    Shell.ok("git", "--git-dir=" + mirror.mounted("repository.git"), "fsck", "--full");
    assertThat(Shell.ok("git", "-C", copies + "/clone", "log", "--oneline").text().lines())
        .hasSize(5);
  }

  @Test
  void sqliteQueriesADatabase() {
    String database = "file:" + mirror.mounted("songs.db").replace(" ", "%20") + "?mode=ro";
    assertThat(
            Shell.ok("sqlite3", database, "pragma integrity_check; select count(*) from t").text())
        .isEqualTo("ok\n20000");
  }

  @Test
  void listingALargeArchiveReadsLittleOfItAndTestingItAll() {
    String archive = mirror.mounted("archive.zip");
    long before = mirror.bytesRead().get();
    assertThat(Shell.ok("unzip", "-l", archive).text()).endsWith(ARCHIVE_FILES + " files");
    long read = mirror.bytesRead().get() - before;
    assertThat(read).isLessThan(1 << 20); // Of 20 MB.
    assertThat(Shell.ok("unzip", "-tq", archive).text()).contains("No errors detected");
  }

  @Test
  void pythonScansFoldersAndMapsFiles() {
    String script =
        """
        import hashlib, mmap, os, sys
        def walk(folder):
            with os.scandir(folder) as entries:
                for e in sorted(entries, key=lambda e: e.name):
                    yield from walk(e.path) if e.is_dir() else [e]
        digest = hashlib.sha256()
        for e in walk(sys.argv[1]):
            with open(e.path, "rb") as f, mmap.mmap(f.fileno(), 0, access=mmap.ACCESS_READ) as m:
                half = len(m) // 2
                digest.update(e.name.encode() + m[half:] + m[:half])
        print(digest.hexdigest())
        """;
    assertThat(Shell.ok("python3", "-c", script, mirror.mounted("tree")).text())
        .isEqualTo(Shell.ok("python3", "-c", script, mirror.local("tree")).text());
  }

  /** Runs a script, which finds the arguments in {@code $1} and so on. */
  private static String sh(String script, String... arguments) {
    List<String> command = new ArrayList<>(List.of("bash", "-euo", "pipefail", "-c", script, "sh"));
    command.addAll(List.of(arguments));
    return Shell.ok(command.toArray(String[]::new)).text();
  }

  /** Stored, not packed: as large as its files. */
  private static void archive(Path file, Random random) throws IOException {
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      zip.setMethod(ZipOutputStream.STORED);
      for (int i = 0; i < ARCHIVE_FILES; i++) {
        byte[] bytes = new byte[ARCHIVE_FILE_BYTES];
        random.nextBytes(bytes);
        CRC32 sum = new CRC32();
        sum.update(bytes);
        ZipEntry entry = new ZipEntry("photo" + i + ".jpg");
        entry.setSize(bytes.length);
        entry.setCrc(sum.getValue());
        zip.putNextEntry(entry);
        zip.write(bytes);
      }
    }
  }
}
