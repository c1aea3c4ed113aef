package runnel.mount.fuse;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a tree shows, whichever way it is looked at. */
abstract class FileTreeContract {
  private static final byte[] BYTES = new byte[300_001];

  static {
    new Random(6).nextBytes(BYTES);
  }

  /** The tree of these tests. */
  static MemoryTree tree() {
    MemoryTree tree =
        new MemoryTree()
            .file("/bytes", BYTES)
            .file("/empty", "")
            .file("/tool", Content.of(new byte[] {'#', '!'}), true)
            .file("/folder/deep/leaf", "x")
            .file("/odd/ü ń\t'\"$(x)\\", "odd")
            .file("/odd/" + "n".repeat(255), "long")
            .folder("/nothing")
            .extended("/bytes", Map.of("user.runnel.owner", "ann", "user.mime_type", "a/b"));
    IntStream.range(0, 3000).forEach(i -> tree.file("/many/" + i, ""));
    return tree;
  }

  /** How the tree is looked at. */
  abstract View view();

  @Test
  void kindSizeTimeAndModeAreTold() {
    String nanos = "1580702706123456789";
    assertThat(view().stat("/bytes")).startsWith("file 300001 false " + nanos);
    assertThat(view().stat("/empty")).startsWith("file 0 false");
    assertThat(view().stat("/tool")).startsWith("file 2 true");
    assertThat(view().stat("/folder")).startsWith("folder 0 true " + nanos);
  }

  @Test
  void inodesAreTheSameInListingsAndByName() {
    String listed = view().list("/folder");
    String inode = view().stat("/folder/deep").replaceAll(".* ", "");
    assertThat(listed).isEqualTo("deep folder " + inode);
  }

  @Test
  void listingsAreWholeAndNamesExact() {
    assertThat(view().list("/nothing")).isEmpty();
    assertThat(
            view().list("/many").lines().map(line -> line.substring(0, line.indexOf(' '))).sorted())
        .isEqualTo(
            IntStream.range(0, 3000)
                .mapToObj(Integer::toString)
                .sorted()
                .collect(Collectors.toList()));
    assertThat(view().list("/odd")).contains("ü ń\t'\"$(x)\\ file", "n".repeat(255) + " file");
    assertThat(view().read("/odd/ü ń\t'\"$(x)\\", 0, 10)).isEqualTo("6f6464");
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 4095, 4096, 131_071, 300_000, 300_001, 300_002, 1L << 40})
  void readsAreExactAndCutAtTheEnd(long offset) {
    int end = (int) Math.min(BYTES.length, offset + 70_000);
    int begin = (int) Math.min(BYTES.length, offset);
    assertThat(view().read("/bytes", offset, 70_000))
        .isEqualTo(HexFormat.of().formatHex(BYTES, begin, end));
  }

  @Test
  void extendedAttributesAreTold() {
    assertThat(view().extended("/bytes")).isEqualTo("user.mime_type=a/b\nuser.runnel.owner=ann");
    assertThat(view().extended("/empty")).isEmpty();
    assertThat(view().extended("/none")).isEqualTo("ENOENT");
  }

  @Test
  void whatIsNotThereIsNotFoundAndWhatIsNoFolderHasNothingBelow() {
    assertThat(view().stat("/none")).isEqualTo("ENOENT");
    assertThat(view().list("/none")).isEqualTo("ENOENT");
    assertThat(view().read("/folder/none", 0, 1)).isEqualTo("ENOENT");
    assertThat(view().stat("/bytes/below")).isEqualTo("ENOTDIR");
    assertThat(view().list("/bytes")).isEqualTo("ENOTDIR");
    assertThat(view().read("/bytes/below", 0, 1)).isEqualTo("ENOTDIR");
    assertThat(view().read("/folder", 0, 1)).isEqualTo("EISDIR");
  }
}
