package runnel.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import runnel.indexd.content.ContentId;
import runnel.indexd.content.Hash;
import runnel.mount.tree.ReadResult;
import runnel.node.cache.ByteRange;
import runnel.node.cache.CachedContent;
import runnel.node.transfer.Reading;
import runnel.node.transfer.Source;

/** Many read the same file at once: they have it from each other, by real servers and caches. */
class CrowdTest {
  private static final int READ_BYTES = 128 << 10;
  private static final System.Logger LOG = System.getLogger(CrowdTest.class.getName());

  @TempDir private Path folder;
  private DataPlane lan;

  @BeforeEach
  void open() {
    lan = new DataPlane(folder);
  }

  @AfterEach
  void close() {
    lan.close();
  }

  @Test
  void eightReadersOfOneFileSpareItsOwner() throws Exception {
    assertThat(timesDrawn(8, 24_000_000)).isLessThan(5);
  }

  @Test
  @Tag("soak")
  void thirtyReadersOfOneFileDrawLessThanFiveTimesItsSizeFromItsOwner() throws Exception {
    assertThat(timesDrawn(30, 100_000_000)).isLessThan(5);
  }

  @Test
  void aReaderPassesOnOnlyWhatItsOwnerLatelySaidToShare() throws Exception {
    byte[] large = SeededBytes.of(5_000_000);
    DataPlane.Member owner = lan.owner("owner", large);
    DataPlane.Member reader = lan.reader("reader");
    DataPlane.Member stranger = lan.reader("stranger");
    ContentId content = SeededBytes.id(large);
    read(reader, content, reader.source(owner));
    assertThat(reader.passesOn(content, stranger)).isTrue();
    read(stranger, content, stranger.source(reader));

    byte[] small = SeededBytes.of(100_000);
    DataPlane.Member other = lan.owner("other", small);
    read(reader, SeededBytes.id(small), reader.source(other));
    assertThat(reader.passesOn(SeededBytes.id(small), stranger)).isFalse();
    // The stranger has it from one who is no owner, who can't allow anything.
    assertThat(stranger.passesOn(content, owner)).isFalse();
  }

  /** How many times the file's size its owner sent when so many read it at once. */
  private double timesDrawn(int readers, int length) throws Exception {
    byte[] file = SeededBytes.of(length);
    byte[] digest = Hash.digest(file).bytes();
    DataPlane.Member owner = lan.owner("owner", file);
    List<DataPlane.Member> members = new ArrayList<>();
    for (int i = 0; i < readers; i++) {
      members.add(lan.reader("reader" + i));
    }
    ContentId content = SeededBytes.id(file);
    long begun = System.nanoTime();
    try (ExecutorService all = Executors.newFixedThreadPool(readers)) {
      List<Future<byte[]>> read = new ArrayList<>();
      for (DataPlane.Member each : members) {
        read.add(all.submit(() -> read(each, content, each.source(owner))));
      }
      for (Future<byte[]> each : read) {
        assertThat(each.get(5, TimeUnit.MINUTES)).isEqualTo(digest);
      }
    }
    double times = (double) owner.bytesServed() / length;
    LOG.log(
        System.Logger.Level.INFO,
        "{0} readers of {1} bytes: the owner sent {2} times that, in {3} ms",
        readers,
        length,
        times,
        TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun));
    return times;
  }

  /** Reads all of it as a program does; returns its SHA-256. */
  private static byte[] read(DataPlane.Member reader, ContentId content, Source source)
      throws Exception {
    MessageDigest sha = Hash.sha256();
    try (Reading reading = reader.moving().transfer().open(content, List.of(source));
        CachedContent cached = reader.moving().cache().open(content)) {
      for (long at = 0; at < content.length(); at += READ_BYTES) {
        switch (reading.read(at, READ_BYTES).get(2, TimeUnit.MINUTES)) {
          case ReadResult.Bytes bytes -> sha.update(bytes.buffer());
          case ReadResult.Region region ->
              sha.update(
                  cached.read(new ByteRange(region.offset(), region.length())).orElseThrow());
        }
      }
    }
    return sha.digest();
  }
}
