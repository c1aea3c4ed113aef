package runnel.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import runnel.indexd.content.ContentId;
import runnel.node.limits.LimitKey;
import runnel.node.transfer.Reading;
import runnel.node.transfer.Source;

/** Several owners of one file, each with a limit of its own, by real servers. */
class SeveralOwnersTest {
  private static final int READ_BYTES = 128 << 10;
  private static final String RATE = "8MB";

  @TempDir private Path folder;
  private final byte[] file = SeededBytes.of(24_000_000);

  @Test
  void twoOwnersThatLimitTheirUploadsGiveAlmostTwiceTheRateOfOne() throws Exception {
    long one = nanosFrom(1);
    long two = nanosFrom(2);
    assertThat((double) one / two).as("one %d ns, two %d ns", one, two).isGreaterThan(1.8);
  }

  /** Each in a network of its own: who has read it would be one more source. */
  private long nanosFrom(int owners) throws Exception {
    try (DataPlane lan = new DataPlane(Files.createDirectory(folder.resolve("lan" + owners)))) {
      DataPlane.Member reader = lan.reader("reader");
      List<Source> sources = new ArrayList<>();
      for (int i = 0; i < owners; i++) {
        DataPlane.Member owner = lan.owner("owner" + i, file);
        owner.moving().governor().change(limits -> limits.with(LimitKey.UPLOAD, RATE));
        sources.add(reader.source(owner));
      }
      return nanosToRead(reader, SeededBytes.id(file), sources);
    }
  }

  private static long nanosToRead(DataPlane.Member reader, ContentId content, List<Source> sources)
      throws Exception {
    try (Reading reading = reader.moving().transfer().open(content, sources)) {
      var _ = reading.read(0, READ_BYTES).get(1, TimeUnit.MINUTES); // The connection is made.
      long begun = System.nanoTime();
      for (long at = 0; at < content.length(); at += READ_BYTES) {
        var _ = reading.read(at, READ_BYTES).get(1, TimeUnit.MINUTES);
      }
      return System.nanoTime() - begun;
    }
  }
}
