package runnel.indexd.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import runnel.indexd.content.ContentHasher;
import runnel.indexd.content.Hash;
import runnel.indexd.content.HashRange;
import runnel.indexd.content.Hashed;
import runnel.indexd.content.Proofs;

/** The examples in {@code PROTOCOL.md} are true. */
class ProtocolExamplesTest {
  @Test
  void theContentOfTheExampleHasTheHashesGiven() throws IOException {
    Hashed zeros = zeros();
    List<Hash> proof = Proofs.prove(zeros.id(), new HashRange(0, 2, 1), zeros.tree());

    assertThat(protocol()).contains(zeros.id().text());
    for (int layer = 0; layer <= 1; layer++) {
      for (int index = 0; index < 2; index++) {
        assertThat(protocol()).contains(zeros.tree().node(layer, index).orElseThrow().hex());
      }
    }
    assertThat(Hash.join(proof)).hasSize(96);
    assertThat(proof)
        .containsExactly(
            zeros.tree().node(0, 2).orElseThrow(),
            Hash.of(new byte[32]),
            zeros.tree().node(1, 0).orElseThrow());
  }

  @Test
  void theFoldersOfTheExamplesHaveTheIdsGiven() throws IOException {
    Entry file =
        new Entry.FileEntry(
            new EntryName("notes.txt"),
            40_000,
            Instant.parse("2026-01-01T00:00:00Z"),
            false,
            VersionTag.of(HexFormat.of().parseHex("000102030405060708090a0b0c0d0e0f")),
            Optional.of(zeros().id()),
            Instant.parse("2026-01-01T00:00:00.123Z"),
            Map.of());

    assertThat(protocol()).contains(FolderBuilder.build(List.of()).id().hex());
    assertThat(protocol()).contains(FolderBuilder.build(List.of(file)).id().hex());
  }

  private static Hashed zeros() {
    ContentHasher hasher = new ContentHasher(40_000, 0);
    hasher.update(ByteBuffer.allocate(40_000));
    return hasher.finish();
  }

  private static String protocol() throws IOException {
    return Files.readString(Path.of("PROTOCOL.md"));
  }
}
