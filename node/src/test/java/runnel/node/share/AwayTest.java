package runnel.node.share;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static runnel.node.share.ShareKit.id;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import runnel.indexd.catalog.EntryName;
import runnel.node.share.Skipped.Reason;

/** An unplugged disk empties no catalog. That a folder was on another disk is written in before. */
class AwayTest {
  private static final long ANOTHER_DISK = 4711;

  @TempDir Path base;
  private ShareKit kit;
  private Path disk;
  private Map<String, String> before;

  @BeforeEach
  void open() throws Exception {
    kit = new ShareKit(base);
    disk = Files.createDirectory(base.resolve("disk"));
    Files.writeString(disk.resolve("film"), "film");
    kit.write("own", "own");
    kit.share().add(disk, Optional.empty());
    before = kit.catalog();
  }

  @AfterEach
  void close() {
    kit.close();
  }

  @Test
  void aShareFolderThatIsGoneKeepsItsCatalog() throws Exception {
    Files.move(kit.folder, base.resolve("unplugged"));
    assertThatThrownBy(() -> kit.share().rescan())
        .isInstanceOf(ShareException.class)
        .hasMessageContaining("what was published stays published");
    assertThat(ShareKit.read(kit.published().orElseThrow())).isEqualTo(before);
    Files.move(base.resolve("unplugged"), kit.folder);
    assertThat(kit.catalog()).isEqualTo(before);
  }

  @Test
  void anEmptyFolderOnAnotherDiskIsNotAnEmptiedShare() throws Exception {
    wasOnAnotherDisk(SharePath.TOP);
    Files.delete(kit.folder.resolve("own"));
    Files.delete(kit.folder.resolve("disk"));
    assertThatThrownBy(() -> kit.share().rescan())
        .isInstanceOf(ShareException.class)
        .hasMessageContaining("--accept-empty");
    assertThat(ShareKit.read(kit.published().orElseThrow())).isEqualTo(before);
    assertThat(ShareKit.read(kit.share().rescan(true))).isEmpty();
  }

  @Test
  void anEmptyImportOnAnotherDiskKeepsItsEntries() throws Exception {
    wasOnAnotherDisk(SharePath.TOP.child(new EntryName("disk")));
    Files.delete(disk.resolve("film"));
    assertThat(kit.catalog()).isEqualTo(before);
    assertThat(kit.share().skipped().first()).containsExactly(new Skipped("disk", Reason.EMPTIED));
    kit.share().rescan(true);
    assertThat(ShareKit.read(kit.hashed())).containsOnlyKeys("own", "disk/");
  }

  @Test
  void anotherNumberOfTheSameDiskChangesNothing() {
    wasOnAnotherDisk(SharePath.TOP);
    wasOnAnotherDisk(SharePath.TOP.child(new EntryName("disk")));
    assertThat(kit.catalog()).isEqualTo(before);
    assertThat(kit.share().skipped()).isEqualTo(Skips.NONE);
  }

  @Test
  void anImportThatIsGoneKeepsItsEntriesButServesNothing() throws Exception {
    Files.move(disk, base.resolve("unplugged"));
    assertThat(kit.catalog()).isEqualTo(before).containsEntry("disk/film", id("film"));
    assertThat(kit.share().skipped().first()).containsExactly(new Skipped("disk", Reason.AWAY));
    assertThat(kit.published().orElseThrow().open(ShareKit.content("film"))).isEmpty();
    kit.restart();
    assertThat(kit.catalog()).isEqualTo(before);
    Files.move(base.resolve("unplugged"), disk);
    assertThat(kit.catalog()).isEqualTo(before);
    assertThat(kit.published().orElseThrow().open(ShareKit.content("film")))
        .isPresent()
        .hasValueSatisfying(ServedFile::close);
  }

  @Test
  void aFolderThatIsReallyEmptiedEmptiesItsCatalog() throws Exception {
    Files.delete(disk.resolve("film"));
    Files.delete(kit.folder.resolve("own"));
    assertThat(kit.catalog()).containsOnlyKeys("disk/");
  }

  private void wasOnAnotherDisk(SharePath anchor) {
    whileClosed(imports -> imports.device(anchor, ANOTHER_DISK));
  }

  private void whileClosed(Consumer<Imports> change) {
    kit.close();
    try (ShareStore store = ShareStore.open(kit.settings().store())) {
      change.accept(new Imports(store.store(), new Roots(kit.folder)));
    }
    kit.restart();
  }
}
