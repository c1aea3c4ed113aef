package runnel.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import runnel.indexd.content.ContentId;
import runnel.indexd.content.Hash;
import runnel.indexd.content.HashRange;
import runnel.indexd.content.Proofs;
import runnel.node.cache.Outcome;
import runnel.node.limits.LimitKey;
import runnel.node.transfer.Bringing;
import runnel.node.transfer.Keeper;
import runnel.node.transfer.NodeRun;
import runnel.node.transfer.Reading;
import runnel.node.transfer.Source;

/** An owner that limits its uploads sends what programs wait for before downloads. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class UploadOrderTest {
  private static final int READ_BYTES = 128 << 10;
  private static final int READ_IN_ALL = 2 << 20;
  private static final int BEGUN = 1_000_000;

  @TempDir private Path folder;
  private final byte[] file = SeededBytes.of(40_000_000);
  private final ContentId content = SeededBytes.id(file);
  private final AtomicBoolean enough = new AtomicBoolean();
  private final AtomicLong downloaded = new AtomicLong();
  private final CountDownLatch begun = new CountDownLatch(BEGUN / (64 << 10));

  @Test
  void whatAPeersProgramsReadGoesBeforeItsDownloads() throws Exception {
    try (DataPlane lan = new DataPlane(folder)) {
      DataPlane.Member owner = lan.owner("owner", file);
      owner.moving().governor().change(limits -> limits.with(LimitKey.UPLOAD, "2MB"));
      DataPlane.Member reader = lan.reader("reader");
      Source source = reader.source(owner);
      Thread download = Thread.ofVirtual().start(() -> download(reader, source));
      assertThat(begun.await(20, TimeUnit.SECONDS)).isTrue();
      long before = downloaded.get();
      try (Reading reading = reader.moving().transfer().open(content, List.of(source))) {
        long from = (long) file.length - READ_IN_ALL;
        for (long at = from; at < file.length; at += READ_BYTES) {
          var _ = reading.read(at, READ_BYTES).get(30, TimeUnit.SECONDS);
        }
      }
      long meanwhile = downloaded.get() - before;
      enough.set(true);
      download.join();
      assertThat(meanwhile).isLessThan(READ_IN_ALL / 2);
    }
  }

  private void download(DataPlane.Member reader, Source source) {
    try (Bringing bringing =
        reader.moving().transfer().download(content, List.of(source), new Counting())) {
      for (long run = 0; run < 7 && !enough.get(); run++) {
        // All are asked for at once, as a download does.
        boolean _ = bringing.fetch(new NodeRun(run * 64, run * 64 + 64), Duration.ofMillis(1));
      }
      while (!enough.get()) {
        boolean _ = bringing.fetch(new NodeRun(6 * 64, 7 * 64), Duration.ofMillis(50));
      }
    }
  }

  private final class Counting implements Keeper {
    @Override
    public boolean has(long node) {
      return false;
    }

    @Override
    public List<Hash> learn(HashRange range, List<Hash> proof) {
      return Proofs.verify(content, range, proof);
    }

    @Override
    public Outcome keep(long node, Hash expected, byte[] bytes) {
      downloaded.addAndGet(bytes.length);
      begun.countDown();
      return Outcome.KEPT;
    }

    @Override
    public void close() {
      // Nothing is held.
    }
  }
}
