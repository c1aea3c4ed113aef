package runnel.node.share;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static runnel.node.share.ShareKit.id;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import runnel.indexd.catalog.SignedHead;

class ShareTest {
  @TempDir Path base;
  private ShareKit kit;

  @BeforeEach
  void open() {
    kit = new ShareKit(base);
  }

  @AfterEach
  void close() {
    kit.close();
  }

  @Test
  void anEmptyShareIsPublished() {
    assertThat(kit.catalog()).isEmpty();
    SignedHead head = kit.published().orElseThrow().head();
    assertThat(SignedHead.parse(head.bytes())).isEqualTo(head);
  }

  @Test
  void filesAndFoldersAreListedWithTheirContent() throws Exception {
    kit.write("talks/week 1/intro", "hello");
    kit.write("empty", "");
    Files.createDirectory(kit.folder.resolve("nothing"));
    assertThat(kit.catalog())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "talks/", "1,1",
                "talks/week 1/", "1,0",
                "talks/week 1/intro", id("hello"),
                "empty", "0",
                "nothing/", "0,0"));
    assertThat(kit.share().progress()).isEqualTo(new Progress(0, 0));
  }

  @Test
  void aRescanWithoutChangeMakesNoNewHead() throws Exception {
    kit.write("a", "text");
    kit.catalog();
    SignedHead head = kit.published().orElseThrow().head();
    int heard = kit.heard.size();
    assertThat(kit.share().rescan().head()).isEqualTo(head);
    kit.restart();
    assertThat(kit.share().rescan().head()).isEqualTo(head);
    assertThat(kit.heard).hasSize(heard);
  }

  @Test
  void eachChangeRaisesTheVersion() throws Exception {
    kit.catalog();
    long first = kit.published().orElseThrow().head().head().version();
    kit.write("a", "text");
    kit.catalog();
    long second = kit.published().orElseThrow().head().head().version();
    assertThat(second).isGreaterThan(first);
    kit.share().raise(second + 1_000_000_000_000L);
    assertThat(kit.share().rescan().head().head().version()).isEqualTo(second + 1_000_000_000_000L);
    kit.write("b", "text");
    kit.catalog();
    assertThat(kit.published().orElseThrow().head().head().version())
        .isEqualTo(second + 1_000_000_000_001L);
  }

  @Test
  void nothingIsHashedAgainAfterARestart() throws Exception {
    for (int i = 0; i < 50; i++) {
      kit.write("folder " + i % 5 + "/file " + i, "text " + i);
    }
    Map<String, String> before = kit.catalog();
    assertThat(kit.share().filesHashed()).isEqualTo(50);
    kit.restart();
    assertThat(ShareKit.read(kit.published().orElseThrow())).isEqualTo(before);
    assertThat(kit.catalog()).isEqualTo(before);
    assertThat(kit.share().filesHashed()).isZero();
  }

  @Test
  void aRenamedFileKeepsItsHashAndWhenItWasFirstShared() throws Exception {
    Path file = kit.write("old/name", "text".repeat(100_000));
    kit.catalog();
    var before = ShareKit.file(kit.published().orElseThrow(), "old/name");
    Files.createDirectory(kit.folder.resolve("new"));
    Files.move(file, kit.folder.resolve("new/name"));
    long hashed = kit.share().filesHashed();
    assertThat(kit.catalog()).containsKey("new/name").doesNotContainKey("old/name");
    var after = ShareKit.file(kit.published().orElseThrow(), "new/name");
    assertThat(after.content()).isEqualTo(before.content());
    assertThat(after.firstShared()).isEqualTo(before.firstShared());
    assertThat(kit.share().filesHashed()).isEqualTo(hashed);
    assertThat(kit.published().orElseThrow().hashes(after.content().orElseThrow()).orElseThrow())
        .satisfies(tree -> assertThat(tree.node(2, 3)).isPresent());
  }

  @Test
  void aRenamedFolderKeepsAllHashes() throws Exception {
    kit.write("a/b/one", "one");
    kit.write("a/b/two", "two");
    kit.catalog();
    var before = ShareKit.entries(kit.published().orElseThrow()).get("a/b/");
    Files.move(kit.folder.resolve("a"), kit.folder.resolve("z"));
    assertThat(kit.catalog())
        .containsOnlyKeys("z/", "z/b/", "z/b/one", "z/b/two")
        .containsEntry("z/b/one", id("one"));
    assertThat(kit.share().filesHashed()).isEqualTo(2);
    assertThat(ShareKit.entries(kit.published().orElseThrow()).get("z/b/").firstShared())
        .isEqualTo(before.firstShared());
  }

  @Test
  void rotatedFilesKeepTheirHashes() throws Exception {
    kit.write("log.1", "first");
    kit.write("log", "other");
    kit.catalog();
    Files.move(kit.folder.resolve("log.1"), kit.folder.resolve("log.2"));
    Files.move(kit.folder.resolve("log"), kit.folder.resolve("log.1"));
    kit.write("log", "third");
    assertThat(kit.catalog())
        .containsEntry("log", id("third"))
        .containsEntry("log.1", id("other"))
        .containsEntry("log.2", id("first"));
    assertThat(kit.share().filesHashed()).isEqualTo(3);
  }

  @Test
  void aSameSizeEditWithAForgedTimeIsNoticed() throws Exception {
    Path file = kit.write("file", "first");
    kit.catalog();
    var before = ShareKit.file(kit.published().orElseThrow(), "file");
    var time = Files.getLastModifiedTime(file);
    Files.writeString(file, "other");
    Files.setLastModifiedTime(file, time);
    assertThat(kit.catalog()).containsEntry("file", id("other"));
    var after = ShareKit.file(kit.published().orElseThrow(), "file");
    assertThat(after.version()).isNotEqualTo(before.version());
    assertThat(after.firstShared()).isEqualTo(before.firstShared());
  }

  @Test
  void namesAreKeptByteForByte() throws Exception {
    String longName = "ä".repeat(127) + "x";
    for (String name :
        new String[] {"-rf", "a b", "\u00fc", "u\u0308", longName, "new\nline", "\u202e"}) {
      kit.write(name, name);
    }
    assertThat(kit.catalog())
        .containsOnlyKeys("-rf", "a b", "\u00fc", "u\u0308", longName, "new\nline", "\u202e")
        .containsEntry("\u00fc", id("\u00fc"))
        .containsEntry("u\u0308", id("u\u0308"));
  }

  @Test
  void afileThatBecomesAFolderAndBackIsFollowed() throws Exception {
    kit.write("x", "file");
    kit.catalog();
    Files.delete(kit.folder.resolve("x"));
    kit.write("x/y", "below");
    assertThat(kit.catalog()).containsOnlyKeys("x/", "x/y");
    ShareKit.delete(kit.folder.resolve("x"));
    kit.write("x", "again");
    assertThat(kit.catalog()).containsOnlyKeys("x").containsEntry("x", id("again"));
  }

  @Test
  void swappedFilesAreFollowed() throws Exception {
    Path a = kit.write("a", "text of a".repeat(20_000));
    Path b = kit.write("b", "text of b".repeat(20_000));
    Map<String, String> before = kit.catalog();
    Path aside = base.resolve("aside");
    Files.move(a, aside);
    Files.move(b, a, StandardCopyOption.ATOMIC_MOVE);
    Files.move(aside, b);
    assertThat(kit.catalog())
        .containsEntry("a", before.get("b"))
        .containsEntry("b", before.get("a"));
    Published published = kit.published().orElseThrow();
    var content = ShareKit.file(published, "a").content().orElseThrow();
    assertThat(published.hashes(content).orElseThrow().node(2, 1)).isPresent();
  }

  @Test
  void aLostShareFolderIsToldAndChangesNothing() throws Exception {
    kit.write("a", "text");
    Map<String, String> before = kit.catalog();
    kit.close();
    Files.move(kit.folder, base.resolve("elsewhere"));
    assertThatThrownBy(() -> Share.open(kit.settings(), new TestSigner(), any -> {}))
        .isInstanceOf(ShareException.class)
        .hasMessageContaining("no such file");
    Files.move(base.resolve("elsewhere"), kit.folder);
    kit.restart();
    assertThat(kit.catalog()).isEqualTo(before);
  }

  @Test
  void aClosedShareSaysSo() {
    kit.catalog();
    kit.close();
    kit.close();
    assertThatThrownBy(() -> kit.share().rescan()).isInstanceOf(ShareException.class);
  }
}
