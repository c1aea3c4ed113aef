package runnel.node.share;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static runnel.node.share.ShareKit.id;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import runnel.indexd.store.StoreException;

/** Real disks that are unplugged, plugged in again, or full. */
@EnabledIf(
    value = "runnel.node.share.TestDisk#mayMount",
    disabledReason = "only root can mount a small disk")
class DiskTest {
  @TempDir Path base;
  private ShareKit kit;

  @BeforeEach
  void open() throws Exception {
    kit = new ShareKit(base);
    kit.write("own", "own");
  }

  @AfterEach
  void close() {
    kit.close();
  }

  @Test
  void anImportedDiskCanBeUnpluggedAndItsEntriesStayUntilItIsBack() throws Exception {
    Path place = Files.createDirectory(base.resolve("place"));
    kit.watching();
    try (TestDisk disk = new TestDisk(base, place, "1m")) {
      Files.createDirectory(place.resolve("films"));
      Files.writeString(place.resolve("films/one"), "film");
      kit.share().add(place, Optional.of("disk"));
      Map<String, String> before = kit.catalog();
      assertThat(before).containsEntry("disk/films/one", id("film"));

      disk.unplug();
      awaitSkipped(Skipped.Reason.EMPTIED);
      assertThat(kit.catalog()).isEqualTo(before);
      assertThat(kit.published().orElseThrow().open(ShareKit.content("film"))).isEmpty();
      kit.write("own", "changed");
      kit.await(now -> id("changed").equals(now.get("own")) && now.containsKey("disk/films/one"));

      long hashed = kit.share().filesHashed();
      disk.plug();
      Files.writeString(place.resolve("films/two"), "another");
      kit.await(now -> id("another").equals(now.get("disk/films/two")));
      assertThat(kit.share().filesHashed()).isEqualTo(hashed + 1);
      kit.published().orElseThrow().open(ShareKit.content("film")).orElseThrow().close();
    }
  }

  @Test
  void aShareFolderOnADiskThatIsUnpluggedKeepsItsCatalogOverARestart() throws Exception {
    kit.close();
    ShareKit.delete(kit.folder);
    Files.createDirectory(kit.folder);
    try (TestDisk disk = new TestDisk(base, kit.folder, "1m")) {
      kit.restart();
      kit.write("film", "film");
      Map<String, String> before = kit.catalog();
      disk.unplug();
      assertAway(before);
      kit.restart();
      assertAway(before);
      disk.plug();
      assertThat(kit.catalog()).isEqualTo(before);
      assertThat(kit.share().filesHashed()).isZero();
      kit.close();
    }
  }

  @Test
  void withAFullDiskWhatWasPublishedStaysUntilThereIsRoom() throws Exception {
    Map<String, String> before = kit.catalog();
    kit.close();
    Path state = kit.settings().store();
    Path elsewhere = base.resolve("state before");
    Files.move(state, elsewhere);
    Files.createDirectory(state);
    try (TestDisk disk = new TestDisk(base, state, "2m")) {
      ShareKit.run("cp", "-r", "--sparse=always", elsewhere + "/.", state.toString());
      kit.restart();
      for (int i = 0; i < 5000; i++) {
        kit.write("many/" + i % 10 + "/some file number " + i, "text " + i);
      }
      assertThatThrownBy(this::publishAll)
          .isInstanceOfSatisfying(
              StoreException.class, e -> assertThat(e.kind()).isEqualTo(StoreException.Kind.FULL));
      assertThat(ShareKit.read(kit.published().orElseThrow())).containsAllEntriesOf(before);
      disk.resize("64m");
      kit.restart();
      assertThat(kit.catalog()).isEqualTo(ShareModelTest.walk(kit.folder));
      kit.close();
    }
  }

  private void publishAll() {
    kit.share().rescan();
    kit.share().rescan();
  }

  private void assertAway(Map<String, String> before) {
    assertThatThrownBy(() -> kit.share().rescan())
        .isInstanceOf(ShareException.class)
        .hasMessageContaining("stays");
    assertThat(ShareKit.read(kit.published().orElseThrow())).isEqualTo(before);
  }

  private void awaitSkipped(Skipped.Reason reason) throws InterruptedException {
    for (int i = 0; i < 100 && kit.share().skipped().total() == 0; i++) {
      Thread.sleep(100);
    }
    assertThat(kit.share().skipped().first()).containsExactly(new Skipped("disk", reason));
  }
}
