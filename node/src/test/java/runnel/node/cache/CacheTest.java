package runnel.node.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import runnel.indexd.content.ContentId;
import runnel.indexd.content.Hash;
import runnel.indexd.content.HashRange;
import runnel.indexd.content.ProofException;
import runnel.indexd.content.Proofs;

class CacheTest {
  private static final int UNIT = Sample.UNIT_BYTES;

  /** Eleven units, the last one cut within its second leaf. */
  private final Sample sample = Sample.of(10 * UNIT + 20_000, 1);

  @TempDir private Path folder;
  private CacheOnDisk disk;

  @BeforeEach
  void open() {
    disk = CacheOnDisk.in(folder);
  }

  @AfterEach
  void close() {
    disk.close();
  }

  private static ByteRange bytes(long offset, long length) {
    return new ByteRange(offset, length);
  }

  @Test
  void whatIsAcceptedCanBeReadAndTheRestIsMissing() throws IOException {
    try (CachedContent content = disk.cache().open(sample.id())) {
      assertThat(content.missing(bytes(0, 1))).containsExactly(bytes(0, UNIT));
      assertThat(content.descriptor()).isEmpty();
      assertThat(sample.feed(content, sample.unit(1))).isEqualTo(Outcome.KEPT);
      assertThat(sample.feed(content, sample.unit(10))).isEqualTo(Outcome.KEPT);

      assertThat(content.trusts(bytes(UNIT, UNIT))).isTrue();
      assertThat(content.trusts(bytes(UNIT - 1, 2))).isFalse();
      assertThat(content.missing(sample.all()))
          .containsExactly(bytes(0, UNIT), bytes(2 * UNIT, 8 * UNIT));
      ByteRange tail = bytes(10 * UNIT + 5, 19_995);
      assertThat(content.read(tail)).contains(ByteBuffer.wrap(sample.slice(tail)));
      assertThat(content.read(bytes(UNIT - 1, 2))).isEmpty();
      assertThat(content.cachedBytes()).isEqualTo(UNIT + 20_480);
    }
    assertThat(Files.size(disk.file(sample.id()))).isEqualTo(sample.bytes().length);
  }

  @Test
  void whatWasNeverHereIsKnownNotToBeThereWithoutOpeningIt() {
    assertThat(disk.cache().mayHave(sample.id())).isFalse();
    try (CachedContent content = disk.cache().open(sample.id())) {
      sample.feed(content, sample.unit(1));
    }
    assertThat(disk.cache().mayHave(sample.id())).isTrue();
    disk.restart();
    assertThat(disk.cache().mayHave(sample.id())).isTrue();
    disk.cache().clear();
    assertThat(disk.cache().mayHave(sample.id())).isFalse();
  }

  @Test
  void aLargerNodeAndARowOfNodesAreAcceptedAlike() {
    try (CachedContent content = disk.cache().open(sample.id())) {
      assertThat(sample.feed(content, new HashRange(4, 1, 1))).isEqualTo(Outcome.KEPT);
      assertThat(sample.feed(content, new HashRange(2, 8, 4))).isEqualTo(Outcome.KEPT);
      assertThat(content.missing(sample.all())).containsExactly(bytes(0, 4 * UNIT));
      HashRange all = new HashRange(6, 0, 1);
      List<Hash> root = List.of(sample.id().root().orElseThrow());
      assertThat(content.accept(all, root, ByteBuffer.wrap(sample.bytes())))
          .isEqualTo(Outcome.KEPT);
      assertThat(content.read(sample.all())).contains(ByteBuffer.wrap(sample.bytes()));
    }
  }

  @Test
  void theHashesOfUnitsWithinALargerNodeAreKeptWithIt() {
    try (CachedContent content = disk.cache().open(sample.id())) {
      sample.feed(content, new HashRange(4, 1, 1));
    }
    disk.restart();
    try (CachedContent content = disk.cache().open(sample.id())) {
      assertThat(content.missing(sample.all()))
          .containsExactly(bytes(0, 4 * UNIT), bytes(8 * UNIT, 2 * UNIT + 20_000));
      assertThat(content.node(2, 5)).contains(sample.hash(2, 5));
    }
  }

  @Test
  void wrongBytesAreRefused() {
    try (CachedContent content = disk.cache().open(sample.id())) {
      HashRange unit = sample.unit(3);
      List<Hash> hashes = content.learn(unit, sample.proof(unit));
      ByteBuffer data = sample.data(unit);
      data.put(17, (byte) ~data.get(17));
      assertThat(content.accept(unit, hashes, data)).isEqualTo(Outcome.WRONG);
      assertThat(content.accept(unit, hashes, sample.data(unit).slice(0, UNIT - 1)))
          .isEqualTo(Outcome.WRONG);
      assertThat(content.accept(unit, hashes, sample.data(sample.unit(4))))
          .isEqualTo(Outcome.WRONG);
      assertThat(content.missing(sample.all())).containsExactly(sample.all());
      assertThat(Files.exists(disk.file(sample.id()))).isFalse();
    }
  }

  @Test
  void hashesThatDoNotLeadToTheRootAreRefused() {
    try (CachedContent content = disk.cache().open(sample.id())) {
      HashRange unit = sample.unit(3);
      assertThatThrownBy(() -> content.learn(unit, sample.proof(sample.unit(4))))
          .isInstanceOf(ProofException.class);
      assertThat(content.node(2, 3)).isEmpty();
    }
  }

  @Test
  void whatIsCachedCanBeProvedToOthersAlsoAfterARestart() {
    try (CachedContent content = disk.cache().open(sample.id())) {
      sample.feedAll(content);
    }
    disk.restart();
    try (CachedContent content = disk.cache().open(sample.id())) {
      for (HashRange range :
          List.of(sample.unit(10), new HashRange(0, 36, 4), new HashRange(3, 4, 2))) {
        List<Hash> proof = Proofs.prove(sample.id(), range, content);
        assertThat(proof).isEqualTo(sample.proof(range));
      }
    }
  }

  @Test
  void aRestartReusesWhatWasStoredAfterHashingItOnce() {
    try (CachedContent content = disk.cache().open(sample.id())) {
      sample.feedAll(content);
    }
    disk.restart();
    try (CachedContent content = disk.cache().open(sample.id())) {
      assertThat(content.trusts(bytes(0, 1))).isFalse();
      assertThat(content.missing(sample.all())).isEmpty();
      assertThat(content.missing(sample.all())).isEmpty();
      assertThat(content.read(sample.all())).contains(ByteBuffer.wrap(sample.bytes()));
    }
    CacheStatistics statistics = disk.cache().statistics();
    assertThat(statistics.rehashedUnits()).isEqualTo(11);
    assertThat(statistics.storedBytes()).isZero();
    assertThat(statistics.droppedUnits()).isZero();
  }

  @Test
  void aByteFlippedOnDiskIsFoundAtTheFirstUseAndCostsItsUnitOnly() throws Exception {
    try (CachedContent content = disk.cache().open(sample.id())) {
      sample.feedAll(content);
    }
    disk.close();
    Disk.run(
        "sh",
        "-c",
        "printf '\\0\\1\\2\\3' | dd conv=notrunc status=none bs=1 seek="
            + (5 * UNIT + 9)
            + " of="
            + disk.file(sample.id()));
    disk.restart();
    try (CachedContent content = disk.cache().open(sample.id())) {
      assertThat(content.missing(sample.all())).containsExactly(bytes(5 * UNIT, UNIT));
      assertThat(disk.cache().statistics().droppedUnits()).isEqualTo(1);
      assertThat(sample.feed(content, sample.unit(5))).isEqualTo(Outcome.KEPT);
      assertThat(content.read(sample.all())).contains(ByteBuffer.wrap(sample.bytes()));
    }
  }

  @Test
  void openingAgainNeedsNoHashingUnlessTheFileWasTouched() throws IOException {
    try (CachedContent content = disk.cache().open(sample.id())) {
      sample.feedAll(content);
    }
    try (CachedContent content = disk.cache().open(sample.id())) {
      assertThat(content.trusts(sample.all())).isTrue();
    }
    Disk.flip(disk.file(sample.id()), 3);
    try (CachedContent content = disk.cache().open(sample.id())) {
      assertThat(content.trusts(bytes(UNIT, 1))).isFalse();
      assertThat(content.missing(sample.all())).containsExactly(bytes(0, UNIT));
    }
  }

  @Test
  void aFileTouchedWhileOpenIsHashedAgainAtTheNextOpen() throws IOException {
    try (CachedContent content = disk.cache().open(sample.id())) {
      sample.feedAll(content);
    }
    try (CachedContent content = disk.cache().open(sample.id())) {
      assertThat(content.trusts(sample.all())).isTrue();
      Disk.flip(disk.file(sample.id()), 3);
    }
    try (CachedContent content = disk.cache().open(sample.id())) {
      assertThat(content.missing(sample.all())).containsExactly(bytes(0, UNIT));
    }
  }

  @Test
  void trustEndsAfterADay() {
    try (CachedContent content = disk.cache().open(sample.id())) {
      sample.feed(content, sample.unit(0));
      disk.pass(Duration.ofHours(24));
      assertThat(content.trusts(bytes(0, 1))).isTrue();
      disk.pass(Duration.ofSeconds(1));
      assertThat(content.trusts(bytes(0, 1))).isFalse();
      assertThat(content.missing(bytes(0, 1))).isEmpty();
      assertThat(content.trusts(bytes(0, 1))).isTrue();
      assertThat(disk.cache().statistics().rehashedUnits()).isEqualTo(1);
    }
  }

  @Test
  void aFileThatIsGoneOrShorterIsNotThere() throws IOException {
    for (boolean gone : List.of(true, false)) {
      try (CachedContent content = disk.cache().open(sample.id())) {
        sample.feedAll(content);
      }
      disk.restart();
      if (gone) {
        Files.delete(disk.file(sample.id()));
      } else {
        try (RandomAccessFile file = new RandomAccessFile(disk.file(sample.id()).toFile(), "rw")) {
          file.setLength(UNIT);
        }
      }
      try (CachedContent content = disk.cache().open(sample.id())) {
        assertThat(content.missing(sample.all())).containsExactly(sample.all());
        assertThat(content.cachedBytes()).isZero();
        assertThat(sample.feed(content, sample.unit(10))).isEqualTo(Outcome.KEPT);
      }
      assertThat(Files.size(disk.file(sample.id()))).isEqualTo(sample.bytes().length);
    }
  }

  @Test
  void aFileReplacedWhileOpenIsNeitherReadNorWritten() throws IOException {
    try (CachedContent content = disk.cache().open(sample.id())) {
      sample.feed(content, sample.unit(0));
      int descriptor = content.descriptor().orElseThrow();
      Files.delete(disk.file(sample.id()));
      Files.write(disk.file(sample.id()), new byte[sample.bytes().length]);
      assertThat(sample.feed(content, sample.unit(1))).isEqualTo(Outcome.KEPT);
      assertThat(Files.readAllBytes(Path.of("/proc/self/fd/" + descriptor)))
          .startsWith(sample.slice(bytes(0, 2 * UNIT)));
      assertThat(content.read(bytes(0, UNIT)))
          .contains(ByteBuffer.wrap(sample.slice(bytes(0, UNIT))));
    }
    try (CachedContent content = disk.cache().open(sample.id())) {
      assertThat(content.trusts(bytes(0, 1))).isFalse();
      assertThat(content.missing(sample.all())).containsExactly(sample.all());
    }
  }

  @Test
  void theDescriptorLivesAsLongAsAnybodyHasTheContentOpen() {
    CachedContent first = disk.cache().open(sample.id());
    CachedContent second = disk.cache().open(sample.id());
    sample.feed(first, sample.unit(0));
    OptionalInt descriptor = first.descriptor();
    assertThat(second.descriptor()).isEqualTo(descriptor);
    first.close();
    first.close();
    assertThat(Path.of("/proc/self/fd/" + descriptor.getAsInt())).exists();
    assertThat(second.trusts(bytes(0, 1))).isTrue();
    second.close();
    assertThatThrownBy(() -> second.trusts(bytes(0, 1))).isInstanceOf(IllegalStateException.class);
    assertThat(descriptorsOf(disk.file(sample.id()))).isZero();
  }

  private static long descriptorsOf(Path file) {
    try (var all = Files.list(Path.of("/proc/self/fd"))) {
      return all.filter(each -> leadsTo(each, file)).count();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static boolean leadsTo(Path link, Path file) {
    try {
      return Files.readSymbolicLink(link).equals(file);
    } catch (IOException e) {
      return false;
    }
  }

  @Test
  void filesAreForTheirOwnerOnly() throws IOException {
    try (CachedContent content = disk.cache().open(sample.id())) {
      sample.feed(content, sample.unit(0));
    }
    Path file = disk.file(sample.id());
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    for (Path each : List.of(file.getParent(), disk.files())) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(each)))
          .isEqualTo("rwx------");
    }
  }

  @Test
  void contentsOfEverySmallLengthAreKept() {
    for (int length : new int[] {1, 16_383, 16_384, 16_385, 32_768, 32_769, UNIT, UNIT + 1}) {
      Sample small = Sample.of(length, length);
      try (CachedContent content = disk.cache().open(small.id())) {
        small.feedAll(content);
      }
      disk.restart();
      try (CachedContent content = disk.cache().open(small.id())) {
        assertThat(content.missing(small.all())).as("length %s", length).isEmpty();
        assertThat(content.read(small.all())).contains(ByteBuffer.wrap(small.bytes()));
      }
    }
  }

  @Test
  void theEmptyContentNeedsNoFile() {
    try (CachedContent content = disk.cache().open(ContentId.EMPTY)) {
      assertThat(content.descriptor()).isEmpty();
      assertThat(content.cachedBytes()).isZero();
    }
    disk.cache().flush();
    assertThat(disk.cache().usage().bytes()).isZero();
  }

  @Test
  void aFileOfWhichTheStoreKnowsNothingIsDeletedAtTheStart() throws IOException {
    Path orphan = disk.file(sample.id());
    Files.createDirectories(orphan.getParent());
    Files.write(orphan, new byte[9]);
    Path foreign = Files.writeString(orphan.resolveSibling("notes.txt"), "mine");
    disk.restart();
    disk.cache().flush();
    assertThat(orphan).doesNotExist();
    assertThat(foreign).exists();
  }
}
