package runnel.node.download;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import runnel.indexd.content.ContentId;
import runnel.indexd.content.Hash;
import runnel.indexd.content.HashRange;
import runnel.indexd.content.Hashed;
import runnel.indexd.content.Proofs;
import runnel.node.SeededBytes;

/** What others are given of a file that grows. */
class PartialTest {
  private static final int NODE = DownloadLimits.NODE_BYTES;
  private static final HashRange SOME = new HashRange(2, 4, 4);

  @TempDir private Path folder;
  private final byte[] bytes = SeededBytes.of(1, 11 * NODE + 5);
  private final Hashed hashed = SeededBytes.hashed(bytes);
  private final ContentId content = hashed.id();

  @Test
  void whatCameIsGivenWithItsProofAndNothingElse() throws Exception {
    try (Partial partial = Partial.open(folder.resolve("part"), content)) {
      fetch(partial, 5);
      fetch(partial, 6);
      assertThat(partial.provable().stream()).containsExactly(5, 6);
      assertThat(read(partial, 5 * NODE + 100, NODE)).isTrue();
      assertThat(read(partial, 6 * NODE + 100, NODE)).isFalse();
      HashRange both = new HashRange(2, 5, 1);
      List<Hash> proof = Proofs.prove(content, both, partial.proven());
      assertThat(Proofs.verify(content, both, proof)).hasSize(1);
    }
  }

  @Test
  void whatIsNoLongerWhatItWasIsNotGiven() throws Exception {
    Path file = folder.resolve("part");
    try (Partial partial = Partial.open(file, content)) {
      fetch(partial, 5);
      byte[] changed = Files.readAllBytes(file);
      changed[5 * NODE + 7] ^= 1;
      Files.write(file, changed);
      assertThat(read(partial, 5 * NODE, 10)).isFalse();
    }
  }

  @Test
  void afterARestartOnlyWhatIsProvenAnewIsGiven() throws Exception {
    try (Partial partial = Partial.open(folder.resolve("part"), content)) {
      fetch(partial, 5);
    }
    try (Partial partial = Partial.open(folder.resolve("part"), content)) {
      assertThat(partial.has(5)).isTrue();
      assertThat(partial.provable().isEmpty()).isTrue();
      fetch(partial, 6);
      assertThat(partial.provable().stream()).containsExactly(5, 6);
    }
  }

  @Test
  void whoReadsKeepsTheFileOpen() throws Exception {
    Partial partial = Partial.open(folder.resolve("part"), content);
    fetch(partial, 5);
    assertThat(partial.enter()).isTrue();
    partial.close();
    partial.close();
    assertThat(read(partial, 5 * NODE, 10)).isTrue();
    partial.leave(Runnable::run);
    assertThat(partial.enter()).isFalse();
  }

  private void fetch(Partial partial, int node) throws Exception {
    List<Hash> hashes = partial.learn(SOME, Proofs.prove(content, SOME, hashed.tree()));
    byte[] part = Arrays.copyOfRange(bytes, node * NODE, (node + 1) * NODE);
    assertThat(partial.fits(node, hashes.get(node - 4), part)).isTrue();
    partial.write(node, hashes.get(node - 4), ByteBuffer.wrap(part));
  }

  private boolean read(Partial partial, int offset, int length) throws Exception {
    ByteBuffer into = ByteBuffer.allocate(length);
    boolean there = partial.readAgain(offset, into);
    assertThat(!there || Arrays.equals(into.array(), 0, length, bytes, offset, offset + length))
        .isTrue();
    return there;
  }
}
