package runnel.node.share;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static runnel.node.share.ShareKit.id;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import runnel.node.share.Skipped.Reason;

class ImportTest {
  @TempDir Path base;
  private ShareKit kit;
  private Path music;

  @BeforeEach
  void open() throws Exception {
    kit = new ShareKit(base);
    music = Files.createDirectory(base.resolve("music"));
    Files.writeString(Files.createDirectory(music.resolve("album")).resolve("song"), "la");
  }

  @AfterEach
  void close() {
    kit.close();
  }

  @Test
  void anImportedFolderIsListedAndServedWithoutBeingCopied() throws Exception {
    assertThat(add(music)).isEqualTo("music");
    assertThat(kit.catalog())
        .containsOnlyKeys("music/", "music/album/", "music/album/song")
        .containsEntry("music/album/song", id("la"));
    try (ServedFile file = serve("music/album/song")) {
      assertThat(ShareKit.text(file)).isEqualTo("la");
    }
    assertThat(Files.readSymbolicLink(kit.folder.resolve("music"))).isEqualTo(music);
    assertThat(kit.share().imports()).containsExactly(java.util.Map.entry("music", music));
  }

  @Test
  void anImportedFileIsListedUnderTheNameThatWasChosen() throws Exception {
    Path song = music.resolve("album/song");
    assertThat(kit.share().add(song, Optional.of("the song"))).isEqualTo("the song");
    assertThat(kit.catalog()).containsOnlyKeys("the song").containsEntry("the song", id("la"));
    try (ServedFile file = serve("the song")) {
      assertThat(ShareKit.text(file)).isEqualTo("la");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/proc", "/proc/version", "/sys/kernel"})
  void whatTheKernelMakesUpIsNotImported(String place) {
    assertThatThrownBy(() -> add(Path.of(place)))
        .isInstanceOfSatisfying(
            ShareException.class, e -> assertThat(e.kind()).isEqualTo(ShareException.Kind.REFUSED))
        .hasMessageContaining(place)
        .hasMessageContaining("kernel");
    assertThat(kit.share().imports()).isEmpty();
  }

  @Test
  void norIsWhatALinkLeadsToThere() throws Exception {
    Path link = Files.createSymbolicLink(base.resolve("link"), Path.of("/proc/self"));
    assertThatThrownBy(() -> add(link)).hasMessageContaining("kernel");
  }

  @Test
  void importsSurviveARestartAndAreNotHashedAgain() throws Exception {
    add(music);
    var before = kit.catalog();
    kit.restart();
    assertThat(kit.catalog()).isEqualTo(before);
    assertThat(kit.share().filesHashed()).isZero();
  }

  @Test
  void whatIsRemovedIsListedAndServedNoLongerAndStaysWhereItIs() throws Exception {
    add(music);
    kit.catalog();
    assertThat(kit.share().remove("music")).isEqualTo(music);
    assertThat(kit.catalog()).isEmpty();
    assertThat(kit.folder.resolve("music")).doesNotExist();
    assertThat(music.resolve("album/song")).hasContent("la");
    assertThat(kit.published().orElseThrow().has(ShareKit.content("la"))).isFalse();
    assertThatThrownBy(() -> kit.share().remove("music"))
        .isInstanceOfSatisfying(
            ShareException.class,
            e -> assertThat(e.kind()).isEqualTo(ShareException.Kind.NOT_FOUND));
  }

  @Test
  void aLinkThatNobodyRecordedIsNotFollowed() throws Exception {
    Files.createSymbolicLink(kit.folder.resolve("music"), music);
    assertThat(kit.catalog()).isEmpty();
    assertThat(kit.share().skipped().first()).containsExactly(new Skipped("music", Reason.LINK));
  }

  @Test
  void aRecordedLinkThatLeadsElsewhereIsNotFollowed() throws Exception {
    add(music);
    kit.catalog();
    Path link = kit.folder.resolve("music");
    Files.delete(link);
    Files.createSymbolicLink(link, Files.createDirectory(base.resolve("secret")));
    Files.writeString(base.resolve("secret/key"), "secret");
    assertThat(kit.catalog()).isEmpty();
    assertThat(kit.share().skipped().first())
        .containsExactly(new Skipped("music", Reason.IMPORT_CHANGED));
  }

  @Test
  void anImportWhoseLinkIsDeletedIsSharedNoLongerAndSaidToBeSo() throws Exception {
    add(music);
    kit.catalog();
    Files.delete(kit.folder.resolve("music"));
    assertThat(kit.catalog()).isEmpty();
    assertThat(kit.share().skipped().first())
        .containsExactly(new Skipped("music", Reason.IMPORT_UNLINKED));
    add(music);
    assertThat(kit.catalog()).containsKey("music/album/song");
    assertThat(kit.share().skipped().first()).isEmpty();
  }

  @Test
  void aFolderInThePlaceOfARecordedLinkIsSkipped() throws Exception {
    add(music);
    kit.catalog();
    Files.delete(kit.folder.resolve("music"));
    kit.write("music/own", "own");
    assertThat(kit.catalog()).isEmpty();
    assertThat(kit.share().skipped().first())
        .containsExactly(new Skipped("music", Reason.IMPORT_REPLACED));
  }

  @Test
  void linksWithinAnImportAreNotFollowedAlsoWhereTheyMakeACycle() throws Exception {
    Files.createSymbolicLink(music.resolve("again"), music);
    Files.createSymbolicLink(music.resolve("share"), kit.folder);
    Files.createSymbolicLink(music.resolve("out"), Path.of("/etc"));
    add(music);
    assertThat(kit.catalog()).containsOnlyKeys("music/", "music/album/", "music/album/song");
    assertThat(kit.share().skipped().first())
        .extracting(Skipped::path)
        .containsExactlyInAnyOrder("music/again", "music/share", "music/out");
  }

  @Test
  void twoImportsOfTheSameFilesAreTwoEntries() throws Exception {
    add(music);
    kit.share().add(music.resolve("album"), Optional.of("one"));
    assertThat(kit.catalog())
        .containsOnlyKeys("music/", "music/album/", "music/album/song", "one/", "one/song");
  }

  @Test
  void aFolderThatBecameALinkAfterwardsIsAwayAndItsEntriesStay() throws Exception {
    add(music);
    var before = kit.catalog();
    Path secret = Files.createDirectory(base.resolve("secret"));
    Files.writeString(secret.resolve("key"), "secret");
    Files.move(music, base.resolve("moved"));
    Files.createSymbolicLink(music, secret);
    assertThat(kit.catalog()).isEqualTo(before);
    assertThat(kit.share().skipped().first()).containsExactly(new Skipped("music", Reason.AWAY));
    assertThat(kit.published().orElseThrow().open(ShareKit.content("la"))).isEmpty();
  }

  @Test
  void theNodesOwnFoldersCanNotBeImported() throws Exception {
    Path downloads = Files.createDirectory(base.resolve("downloads"));
    Path within = Files.createDirectory(downloads.resolve("within"));
    Files.createSymbolicLink(base.resolve("alias"), downloads);
    kit.restart(kit.settings().withApart(List.of(kit.settings().store(), downloads)));
    for (Path own :
        List.of(
            downloads, within, base, kit.folder, base.resolve("alias"), kit.settings().store())) {
      assertThatThrownBy(() -> add(own))
          .as(own.toString())
          .isInstanceOfSatisfying(
              ShareException.class,
              e -> assertThat(e.kind()).isEqualTo(ShareException.Kind.REFUSED))
          .hasMessageContaining("own folder");
    }
    assertThat(kit.share().imports()).isEmpty();
  }

  @Test
  void whatMakesNoSenseIsRefusedWithTheReason() throws Exception {
    kit.write("taken", "x");
    ShareKit.run("mkfifo", base.resolve("pipe").toString());
    refused(() -> kit.share().add(music, Optional.of("taken")), "--as");
    refused(() -> kit.share().add(music, Optional.of("a/b")), "no name");
    refused(() -> kit.share().add(music, Optional.of("..")), "no name");
    refused(() -> kit.share().add(music, Optional.of(".music")), "hidden");
    refused(() -> add(base.resolve("pipe")), "neither a file nor a folder");
    refused(() -> add(base.resolve("nowhere")), "no such file");
    assertThat(kit.catalog()).containsOnlyKeys("taken");
  }

  private static void refused(
      org.assertj.core.api.ThrowableAssert.ThrowingCallable add, String why) {
    assertThatThrownBy(add).isInstanceOf(ShareException.class).hasMessageContaining(why);
  }

  private String add(Path path) {
    return kit.share().add(path, Optional.empty());
  }

  private ServedFile serve(String path) {
    Published published = kit.hashed();
    return published
        .open(new SharePath(path), ShareKit.file(published, path).version())
        .orElseThrow();
  }
}
