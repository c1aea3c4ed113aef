package runnel.node.share;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static runnel.node.share.ShareKit.id;

import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nobody asks for a rescan here, once the first scan is done. */
class WatchingTest {
  @TempDir Path base;
  private ShareKit kit;

  @BeforeEach
  void open() throws Exception {
    kit = new ShareKit(base).watching();
    kit.write("old/file", "old");
    kit.catalog();
  }

  @AfterEach
  void close() {
    kit.close();
  }

  @Test
  void whatIsCreatedChangedRenamedAndDeletedIsPublished() throws Exception {
    kit.write("new/below/file", "new");
    kit.await(now -> id("new").equals(now.get("new/below/file")));
    kit.write("new/below/file", "changed");
    kit.await(now -> id("changed").equals(now.get("new/below/file")));
    Files.move(kit.folder.resolve("new"), kit.folder.resolve("moved"));
    kit.await(now -> now.containsKey("moved/below/file") && !now.containsKey("new/"));
    kit.write("moved/below/later", "later");
    kit.await(now -> id("later").equals(now.get("moved/below/later")));
    ShareKit.delete(kit.folder.resolve("moved"));
    kit.await(now -> now.size() == 2 && now.containsKey("old/file"));
  }

  @Test
  void aRenamedFileKeepsItsHash() throws Exception {
    long hashed = kit.share().filesHashed();
    Files.move(kit.folder.resolve("old/file"), kit.folder.resolve("renamed"));
    kit.await(now -> id("old").equals(now.get("renamed")) && !now.containsKey("old/file"));
    assertThat(kit.share().filesHashed()).isEqualTo(hashed);
  }

  @Test
  void aMovedFolderKeepsAllHashes() throws Exception {
    long hashed = kit.share().filesHashed();
    Files.createDirectory(kit.folder.resolve("into"));
    Files.move(kit.folder.resolve("old"), kit.folder.resolve("into/old"));
    kit.await(now -> id("old").equals(now.get("into/old/file")) && !now.containsKey("old/"));
    assertThat(kit.share().filesHashed()).isEqualTo(hashed);
  }

  @Test
  void modesAndSameSizeEditsArePublished() throws Exception {
    Path file = kit.folder.resolve("old/file");
    assertThat(file.toFile().setExecutable(true)).isTrue();
    kit.await(now -> ShareKit.file(kit.published().orElseThrow(), "old/file").executable());
    Files.writeString(file, "dlo");
    kit.await(now -> id("dlo").equals(now.get("old/file")));
  }

  @Test
  void aFileThatIsBeingWrittenStaysListedAndItsOldVersionIsGone() throws Exception {
    pace(Duration.ofMillis(1500), Duration.ofSeconds(10));
    kit.catalog();
    Path file = kit.folder.resolve("old/file");
    var before = ShareKit.file(kit.published().orElseThrow(), "old/file");
    int heard = kit.heard.size();
    try (OutputStream out = Files.newOutputStream(file)) {
      for (int i = 0; i < 10; i++) {
        out.write(("line " + i).getBytes(UTF_8));
        Thread.sleep(50); // What a log does.
        assertThat(kit.published().orElseThrow().open(before.content().orElseThrow())).isEmpty();
      }
    }
    assertThat(kit.heard).hasSize(heard);
    kit.await(now -> ShareKit.file(kit.published().orElseThrow(), "old/file").size() == 60);
  }

  @Test
  void aFileThatIsNeverLeftAloneIsPublishedNowAndThen() throws Exception {
    pace(Duration.ofMillis(1500), Duration.ofSeconds(2));
    Path log = kit.write("log", "line\n");
    String before = kit.catalog().get("log");
    assertThat(millisOfWriting(log, catalog -> !catalog.get("log").equals(before)))
        .isGreaterThan(1900);
  }

  @Test
  void aNewFileThatIsNeverLeftAloneIsListedSoon() throws Exception {
    pace(Duration.ofMillis(500), Duration.ofDays(1));
    kit.catalog();
    assertThat(millisOfWriting(kit.folder.resolve("log"), catalog -> catalog.containsKey("log")))
        .isGreaterThan(900);
  }

  private long millisOfWriting(Path log, Predicate<Map<String, String>> until) throws Exception {
    long began = System.nanoTime();
    try (OutputStream out =
        Files.newOutputStream(log, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      while (!kit.published().map(ShareKit::read).filter(until).isPresent()) {
        assertThat(System.nanoTime() - began).isLessThan(Duration.ofSeconds(15).toNanos());
        out.write("line\n".getBytes(UTF_8));
        Thread.sleep(50); // What a log does.
      }
    }
    return (System.nanoTime() - began) / 1_000_000;
  }

  @Test
  void aNameThatIsNotUtf8IsSaidToBeSkippedAsSoonAsItIsThere() throws Exception {
    String make = "import os,sys; open(os.fsencode(sys.argv[1])+b'/old/b\\xffad','w')";
    String remove = "import os,sys; os.remove(os.fsencode(sys.argv[1])+b'/old/b\\xffad')";
    Skipped bad = new Skipped("old/b\\xffad", Skipped.Reason.NOT_UTF8);
    ShareKit.run("python3", "-c", make, kit.folder.toString());
    awaitSkipped(List.of(bad));
    ShareKit.run("python3", "-c", remove, kit.folder.toString()); // The JDK can't name it.
    awaitSkipped(List.of());
  }

  /** Nothing tells of it, as it is not published. */
  private void awaitSkipped(List<Skipped> wanted) throws InterruptedException {
    long end = System.nanoTime() + Duration.ofSeconds(15).toNanos();
    while (!kit.share().skipped().first().equals(wanted)) {
      assertThat(System.nanoTime()).isLessThan(end);
      Thread.sleep(10);
    }
  }

  /** Slower than users know, so that a busy machine does not look like a file left alone. */
  private void pace(Duration quiet, Duration latest) {
    var usual = ShareSettings.Watching.DEFAULT;
    kit.restart(
        kit.settings()
            .withWatching(
                new ShareSettings.Watching(
                    true, usual.fold(), quiet, latest, usual.poll(), usual.rescan())));
  }

  @Test
  void aBurstIsFoldedIntoFewPublications() throws Exception {
    int heard = kit.heard.size();
    for (int i = 0; i < 2000; i++) {
      kit.write("burst/" + i % 20 + "/" + i, "text " + i);
    }
    kit.await(now -> now.size() == 2000 + 20 + 1 + 2 && !now.containsValue("not hashed"));
    assertThat(kit.heard.size() - heard).isLessThan(100);
  }

  @Test
  void importsAreWatchedToo() throws Exception {
    Path elsewhere = Files.createDirectory(base.resolve("elsewhere"));
    kit.share().add(elsewhere, Optional.empty());
    kit.await(now -> now.containsKey("elsewhere/"));
    Files.writeString(elsewhere.resolve("file"), "text");
    kit.await(now -> id("text").equals(now.get("elsewhere/file")));
    Path single = Files.writeString(base.resolve("single"), "one");
    kit.share().add(single, Optional.empty());
    kit.await(now -> id("one").equals(now.get("single")));
    Files.writeString(single, "two");
    kit.await(now -> id("two").equals(now.get("single")));
    kit.share().remove("elsewhere");
    kit.await(now -> !now.containsKey("elsewhere/"));
  }

  @Test
  void newRulesArePublished() throws Exception {
    kit.write("a.tmp", "a");
    kit.await(now -> now.containsKey("a.tmp"));
    kit.write(".runnelignore", "*.tmp");
    kit.await(now -> !now.containsKey("a.tmp"));
  }

  @Test
  void anImportThatIsMovedAwayAndBackIsAwayAndBack() throws Exception {
    Path disk = Files.createDirectory(base.resolve("disk"));
    Files.writeString(disk.resolve("film"), "film");
    kit.share().add(disk, Optional.empty());
    kit.await(now -> id("film").equals(now.get("disk/film")));
    long hashed = kit.share().filesHashed();
    Files.move(disk, base.resolve("unplugged"));
    kit.share().rescan();
    assertThat(ShareKit.read(kit.published().orElseThrow())).containsEntry("disk/film", id("film"));
    assertThat(kit.share().skipped().first())
        .containsExactly(new Skipped("disk", Skipped.Reason.AWAY));
    Files.writeString(base.resolve("unplugged/new"), "new");
    Files.move(base.resolve("unplugged"), disk);
    kit.await(now -> id("new").equals(now.get("disk/new")));
    assertThat(kit.share().filesHashed()).isEqualTo(hashed + 1);
  }
}
