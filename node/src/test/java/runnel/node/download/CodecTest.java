package runnel.node.download;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import runnel.indexd.catalog.EntryName;
import runnel.indexd.content.ContentId;
import runnel.indexd.content.Hash;
import runnel.indexd.identity.PeerId;

/** The layouts byte for byte: a change here needs a new schema version. */
class CodecTest {
  private static final String ROOT = "a1".repeat(32);
  private static final ContentId ID = ContentId.of(0x0102030405L, Hash.parse(ROOT));
  private static final String CONTENT = "0000000102030405" + ROOT;
  private static final Instant TIME = Instant.ofEpochSecond(5, 6);
  private static final String TIME_HEX = "0000000000000005" + "00000006";

  @Test
  void downloadOfAPath() {
    Download download =
        new Download(
            9,
            new Origin.Shared(
                new PeerId(Hash.parse(ROOT)),
                "al",
                List.of(new EntryName("x"), new EntryName("yz"))),
            Path.of("/t"),
            true,
            new Download.Life(State.PAUSED, true, "n", "", 0),
            new Sums(1, 2, 3, 4, 5, 6, 7),
            8);
    String bytes =
        ("01" + ROOT + "00000002" + "616c" + "0002" + "00000001" + "78" + "00000002" + "797a")
            + ("00000002" + "2f74" + "01")
            + ("04" + "01" + "00000001" + "6e" + "00000000" + "0000000000000000")
            + ("0000000000000001" + "0000000000000002" + "0000000000000003" + "0000000000000004")
            + ("0000000000000005" + "0000000000000006" + "0000000000000007" + "0000000000000008");
    assertThat(hex(Codec.encode(download))).isEqualTo(bytes);
    assertThat(Codec.download(9, Codec.encode(download))).isEqualTo(download);
  }

  @Test
  void downloadOfAContent() {
    Origin from = new Origin.ByContent(ID, Optional.of(new PeerId(Hash.parse(ROOT))));
    Download download =
        new Download(
            9, from, Path.of("/t"), false, Download.Life.BEGUN, Sums.of(1, 0x0102030405L), 8);
    assertThat(hex(Codec.encode(download))).startsWith("02" + CONTENT + "01" + ROOT + "00000002");
    assertThat(Codec.download(9, Codec.encode(download))).isEqualTo(download);
  }

  @Test
  void items() {
    Item file = new Item.File(List.of(new EntryName("x")), TIME, true, 7, Optional.of(ID));
    assertThat(hex(Codec.encode(file)))
        .isEqualTo(
            "01"
                + "0001"
                + "00000001"
                + "78"
                + TIME_HEX
                + "01"
                + "0000000000000007"
                + "01"
                + CONTENT);
    assertThat(Codec.item(Codec.encode(file))).isEqualTo(file);
    Item empty = new Item.File(List.of(), TIME, false, 0, Optional.of(ContentId.EMPTY));
    assertThat(Codec.item(Codec.encode(empty))).isEqualTo(empty);
    Item folder = new Item.Folder(List.of(), TIME, Hash.parse(ROOT), "q");
    assertThat(hex(Codec.encode(folder)))
        .isEqualTo("02" + "0000" + TIME_HEX + ROOT + "00000001" + "71");
    assertThat(Codec.item(Codec.encode(folder))).isEqualTo(folder);
  }

  @Test
  void keysAreInTheOrderOfTheirNumbers() {
    assertThat(hex(DownloadStore.key(1, 0x0203)))
        .isEqualTo("0000000000000001" + "0000000000000203");
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }
}
