package runnel.indexd.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import runnel.indexd.content.ContentId;
import runnel.indexd.content.Hash;
import runnel.indexd.identity.PeerId;
import runnel.indexd.identity.PeerKey;

/** Holds every byte of the formats: a change here is a change of the protocol. */
class GoldenBytesTest {
  private static final Hash ROOT = Hash.parse("aa".repeat(32));
  private static final Hash ID = Hash.parse("bb".repeat(32));
  private static final VersionTag TAG = VersionTag.of(unhex("cc".repeat(16)));

  private static final String A_FULL_FILE =
      """
      01                  a file
      07                  executable, content id known, metadata
      0001 61             name: 1 byte, "a"
      0000000000000001    modified: 1 second after the epoch
      00000002            and 2 nanoseconds
      0000000000000003    first shared: 3 ms after the epoch
      0000000000000004    size: 4 bytes
      """
          + "cc".repeat(16) // version tag
          + "aa".repeat(32) // root
          + """
          02                  2 pieces of metadata
          01 6b 0002 c3a9     k=é
          01 6c 0000          l=
          """;

  private static final String AN_EMPTY_FILE =
      """
      01                  a file
      02                  content id known; no root follows, as the size is 0
      0001 62             name: 1 byte, "b"
      ffffffffffffffff    modified: 1 second before the epoch
      00000000            and 0 nanoseconds
      0000000000000000    first shared: at the epoch
      0000000000000000    size: 0 bytes
      """
          + "cc".repeat(16); // version tag

  private static final String A_FOLDER =
      """
      02                  a folder
      00                  no flags
      0002 c3a9           name: 2 bytes, "é"
      0000000000000000    modified: at the epoch
      00000000            and 0 nanoseconds
      0000000000000000    first shared: at the epoch
      0000000000000005    5 bytes below
      0000000000000006    6 files
      0000000000000007    7 folders
      """
          + "bb".repeat(32); // the folder's id

  @Test
  void aPageIsThese() {
    byte[] expected =
        bytes("524e4601 RNF, version 1\n01 a page\n00000003 3 entries\n")
            .bytes(unhex(strip(A_FULL_FILE)))
            .bytes(unhex(strip(AN_EMPTY_FILE)))
            .bytes(unhex(strip(A_FOLDER)))
            .toBytes();

    BuiltFolder built = FolderBuilder.build(List.of(folder(), emptyFile(), fullFile()));

    assertThat(built.objects()).containsOnlyKeys(built.id());
    assertThat(built.objects().get(built.id())).asHexString().isEqualTo(hex(expected));
    assertThat(built.id()).isEqualTo(Hash.digest(expected));
    assertThat(built.size()).isEqualTo(9);
    assertThat(built.files()).isEqualTo(8);
    assertThat(built.folders()).isEqualTo(8);
  }

  @Test
  void theEmptyFolderIsThis() {
    BuiltFolder built = FolderBuilder.build(List.of());

    assertThat(built.objects().get(built.id())).asHexString().isEqualTo("524E46010100000000");
  }

  @Test
  void aBranchIsThese() {
    byte[] expected =
        bytes(
                """
                524e4601            RNF, version 1
                02                  a branch
                8002                slots 1 and 15 are taken
                """)
            .bytes(unhex("aa".repeat(32))) // slot 1: its object
            .bytes(
                unhex(
                    strip(
                        """
                        0000000000000200    512 entries
                        0000000000000001    1 byte in all
                        0000000000000002    2 files at any depth
                        0000000000000003    3 folders at any depth
                        """)))
            .bytes(unhex("bb".repeat(32))) // slot 15: its object
            .bytes(unhex(strip("0000000000000001\n0000000000000000\n".repeat(2))))
            .toBytes();

    byte[] branch =
        ObjectCodec.branch(
            Map.of(
                1, new Branch.Part(ROOT, new Totals(512, 1, 2, 3)),
                15, new Branch.Part(ID, new Totals(1, 0, 1, 0))));

    assertThat(branch).asHexString().isEqualTo(hex(expected));
    assertThat(FolderObject.parse(Hash.digest(branch), branch).references())
        .containsExactly(ROOT, ID);
  }

  @Test
  void aHeadIsThese() {
    PeerKey owner =
        PeerKey.of(
            unhex(
                "302a300506032b6570032100"
                    + "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a"));
    Head head = new Head(owner, 258, ROOT, Instant.ofEpochMilli(3), true, List.of(new PeerId(ID)));
    byte[] expected =
        bytes("524e4801 RNH, version 1")
            .bytes(owner.encoded())
            .bytes(unhex("0000000000000102")) // version 258
            .bytes(unhex("aa".repeat(32))) // root
            .bytes(unhex("0000000000000003")) // time: 3 ms after the epoch
            .bytes(unhex("01")) // relayable
            .bytes(unhex("0001")) // an audience of 1
            .bytes(unhex("bb".repeat(32)))
            .toBytes();

    byte[] body = HeadCodec.encode(head);

    assertThat(body).asHexString().isEqualTo(hex(expected));
    assertThat(HeadCodec.toBeSigned(head, body))
        .startsWith("runnel offer v1\0".getBytes(java.nio.charset.StandardCharsets.US_ASCII))
        .endsWith(body)
        .hasSize(16 + body.length);
    Head open = new Head(owner, 258, ROOT, Instant.ofEpochMilli(3), true, List.of());
    assertThat(HeadCodec.toBeSigned(open, new byte[0]))
        .isEqualTo("runnel catalog head v1\0".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
  }

  private static Entry fullFile() {
    return new Entry.FileEntry(
        new EntryName("a"),
        4,
        Instant.ofEpochSecond(1, 2),
        true,
        TAG,
        Optional.of(ContentId.of(4, ROOT)),
        Instant.ofEpochMilli(3),
        Map.of("l", "", "k", "é"));
  }

  private static Entry emptyFile() {
    return new Entry.FileEntry(
        new EntryName("b"),
        0,
        Instant.ofEpochSecond(-1),
        false,
        TAG,
        Optional.of(ContentId.EMPTY),
        Instant.EPOCH,
        Map.of());
  }

  private static Entry folder() {
    return new Entry.FolderEntry(new EntryName("é"), ID, 5, 6, 7, Instant.EPOCH, Instant.EPOCH);
  }

  private static Output bytes(String explained) {
    return new Output().bytes(unhex(strip(explained)));
  }

  /** Returns the leading groups of hexadecimal digits of each line, without what explains them. */
  private static String strip(String explained) {
    StringBuilder hex = new StringBuilder();
    for (String line : explained.lines().toList()) {
      for (String word : line.strip().split(" +", -1)) {
        if (!word.matches("([0-9a-f]{2})+")) {
          break;
        }
        hex.append(word);
      }
    }
    return hex.toString();
  }

  private static byte[] unhex(String hex) {
    return HexFormat.of().parseHex(hex);
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().withUpperCase().formatHex(bytes);
  }
}
