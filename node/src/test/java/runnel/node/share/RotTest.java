package runnel.node.share;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import runnel.indexd.catalog.EntryName;
import runnel.indexd.content.ContentId;
import runnel.node.share.EntryRow.FileRow;
import runnel.node.share.Keys.Place;

/** A disk that loses bits changes bytes without any of a file's facts. */
class RotTest {
  private static final Place FILE = new Place(FolderRow.TOP, new EntryName("file"));
  private static final String BEFORE = "good bytes ".repeat(30_000);
  private static final String AFTER = "good bytes ".repeat(29_999) + "gone bytes ";

  @TempDir Path base;
  private ShareKit kit;

  @BeforeEach
  void open() throws Exception {
    kit = new ShareKit(base);
    kit.write("file", BEFORE);
    kit.write("good copy", BEFORE);
    kit.catalog();
    loseBits();
  }

  @AfterEach
  void close() {
    kit.close();
  }

  @Test
  void servedBytesThatFitNoLongerAreNoticedAndPublishedAnew() throws Exception {
    ContentId content = ShareKit.content(BEFORE);
    assertThat(kit.catalog()).containsEntry("file", content.text());
    kit.share().served(content, BEFORE.length() - 100, 100);
    kit.await(now -> now.containsValue(ShareKit.id(AFTER)));
    assertThat(ShareKit.read(kit.hashed()))
        .containsEntry("file", ShareKit.id(AFTER))
        .containsEntry("good copy", content.text());
  }

  @Test
  void bytesThatFitAreLeftAlone() {
    kit.catalog();
    long hashed = kit.share().filesHashed();
    kit.share().served(ShareKit.content(BEFORE), 0, 100);
    kit.share().served(ShareKit.content("not shared"), 0, 100);
    kit.catalog();
    assertThat(kit.share().filesHashed()).isEqualTo(hashed);
  }

  /** Writes other bytes, and lets the store believe that they were there under these facts. */
  private void loseBits() throws Exception {
    Files.writeString(kit.folder.resolve("file"), AFTER);
    kit.close();
    try (ShareStore store = ShareStore.open(kit.settings().store())) {
      Roots roots = new Roots(kit.folder);
      FileRow old = store.file(FILE).orElseThrow();
      try (var file = roots.openFile(new SharePath("file"))) {
        FileRow rotten = old.as(file.facts());
        store.edit(List.of(edit -> edit.putFile(FILE, rotten)));
      }
    }
    kit.restart();
  }
}
