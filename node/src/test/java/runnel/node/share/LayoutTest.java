package runnel.node.share;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import runnel.indexd.catalog.EntryName;
import runnel.indexd.content.ContentId;
import runnel.indexd.content.Hash;
import runnel.node.beneath.FileFacts;
import runnel.node.share.EntryRow.FileRow;
import runnel.node.share.EntryRow.FolderRef;
import runnel.node.share.Keys.Place;

/** The bytes that stores already hold: a change here is a change of the schema version. */
class LayoutTest {
  private static final Hash ROOT = Hash.digest("root".getBytes(UTF_8));
  private static final String ROOT_HEX = ROOT.hex();
  private static final Place PLACE = new Place(0x0102030405060708L, new EntryName("ä b"));
  private static final ContentId CONTENT = ContentId.of(0x1122, ROOT);
  private static final FileFacts FACTS = new FileFacts(1, 2, 0x1122, 4, 5, -6, 0100644);

  @Test
  void keys() {
    assertThat(Keys.SCHEMA_VERSION).isEqualTo(1);
    assertThat(hex(PLACE.key())).isEqualTo("0102030405060708c3a42062");
    assertThat(Place.of(PLACE.key())).isEqualTo(PLACE);
    assertThat(hex(Keys.folder(258))).isEqualTo("0000000000000102");
    assertThat(hex(Keys.content(CONTENT))).isEqualTo("0000000000001122" + ROOT_HEX);
    assertThat(hex(Keys.content(ContentId.EMPTY))).isEqualTo("00".repeat(40));
    assertThat(hex(Keys.contentAt(CONTENT, PLACE)))
        .isEqualTo("0000000000001122" + ROOT_HEX + "0102030405060708c3a42062");
    assertThat(Keys.placeOfContent(Keys.contentAt(CONTENT, PLACE))).isEqualTo(PLACE);
    assertThat(hex(Keys.tree(CONTENT, 2, 515)))
        .isEqualTo("0000000000001122" + ROOT_HEX + "0200000203");
    assertThat(hex(Keys.stale(258, ROOT))).isEqualTo("0000000000000102" + ROOT_HEX);
  }

  @Test
  void theLongestKeyFits() {
    Place longest = new Place(Long.MAX_VALUE, new EntryName("x".repeat(255)));
    assertThat(Keys.contentAt(CONTENT, longest).length)
        .isLessThanOrEqualTo(runnel.indexd.store.Table.KEY_BYTES_MAX);
  }

  @Test
  void files() {
    String facts =
        "0000000000000001000000000000000200000000000011220000000000000004"
            + "0000000000000005fffffffffffffffa000081a4"
            + "0000000000000007";
    golden(new FileRow(FACTS, 7, Optional.empty(), false), "0100" + facts);
    golden(new FileRow(FACTS, 7, Optional.of(CONTENT), false), "0101" + facts + ROOT_HEX);
    golden(new FileRow(FACTS, 7, Optional.of(CONTENT), true), "0102" + facts + ROOT_HEX);
    golden(
        new FileRow(new FileFacts(1, 2, 0, 4, 5, 0, 0), 7, Optional.of(ContentId.EMPTY), true),
        "0102"
            + "0000000000000001000000000000000200000000000000000000000000000004"
            + "0000000000000005000000000000000000000000"
            + "0000000000000007");
    golden(new FolderRef(258), "020000000000000102");
  }

  @Test
  void folders() {
    FolderRow row =
        new FolderRow(Optional.of(PLACE), new FolderRow.Identity(1, 2, 3), 4, 5, Optional.empty());
    String fixed =
        "0102030405060708000000000000000100000000000000020000000000000003"
            + "00000000000000040000000000000005";
    assertThat(hex(row.encode())).isEqualTo(fixed + "00" + "c3a42062");
    assertThat(FolderRow.decode(row.encode())).isEqualTo(row);
    FolderRow built = row.with(new FolderRow.Built(ROOT, 6, 7, 8));
    assertThat(hex(built.encode()))
        .isEqualTo(
            fixed
                + "01"
                + ROOT_HEX
                + "000000000000000600000000000000070000000000000008"
                + "c3a42062");
    assertThat(FolderRow.decode(built.encode())).isEqualTo(built);
    FolderRow top =
        new FolderRow(Optional.empty(), new FolderRow.Identity(0, 0, 0), 0, 5, Optional.empty());
    assertThat(FolderRow.decode(top.encode())).isEqualTo(top);
  }

  @Test
  void versionTags() {
    Hash whole =
        Hash.digest(
            new byte[] {9},
            HexFormat.of()
                .parseHex(
                    "00000000000000010000000000000002000000000000112200000000000000040000000000000005"));
    assertThat(Builder.tag(new byte[] {9}, FACTS).toString())
        .isEqualTo(whole.hex().substring(0, 32));
  }

  private static void golden(EntryRow row, String expected) {
    assertThat(hex(row.encode())).isEqualTo(expected);
    assertThat(EntryRow.decode(row.encode())).isEqualTo(row);
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }
}
