package runnel.node.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import runnel.indexd.content.ContentId;
import runnel.node.SeededBytes;
import runnel.node.failure.NodeException;

/** A target whose disk hangs holds up nothing that has no need of it. */
@Timeout(60)
@EnabledIf(
    value = "runnel.node.download.DownloadsTest#mayMount",
    disabledReason = "only root can mount a disk that hangs")
class HungDiskTest {
  /** More than there are threads that carry virtual ones, on most machines. */
  private static final int CANCELLED = 20;

  /** So much that it is fetched by as many requests as a peer is asked at once. */
  private static final int LARGE_BYTES =
      DownloadLimits.REQUESTS_PER_PEER * DownloadLimits.RUN_NODES * DownloadLimits.NODE_BYTES;

  @TempDir private Path folder;
  private final CountDownLatch inTheMiddle = new CountDownLatch(DownloadLimits.REQUESTS_PER_PEER);
  private final CountDownLatch goOn = new CountDownLatch(1);
  private final FakeShare share = new FakeShare().put("file", SeededBytes.of(1, 1_000));
  private final List<HungDisk> hung = new ArrayList<>();
  private Desktop bob;

  @BeforeEach
  void open() {
    bob = new Desktop(folder, share);
  }

  @AfterEach
  void close() throws Exception {
    for (HungDisk disk : hung) {
      disk.end();
    }
    bob.close();
  }

  @Test
  void aNodeStartsAndWorksThoughItsDownloadsTargetsHang() throws Exception {
    share.away(true);
    List<Path> targets =
        IntStream.range(0, CANCELLED).mapToObj(i -> folder.resolve("gone/" + i)).toList();
    for (Path target : targets) {
      bob.downloads().cancel(bob.get("file", target));
    }
    long stuck = bob.get("file", folder.resolve("gone/0"));
    bob.await(stuck, State.WAITING);
    bob.close();
    hang(folder.resolve("gone"));
    share.away(false);
    bob = new Desktop(folder, share);

    assertThat(bob.downloads().list()).hasSize(CANCELLED + 1);
    bob.await(stuck, State.RUNNING);
    long other = bob.get("file");
    bob.await(other, State.DONE);
    assertThat(bob.downloads().pause(stuck).download().state()).isEqualTo(State.PAUSED);
    assertThat(bob.downloads().cancel(stuck).download().state()).isEqualTo(State.CANCELLED);
  }

  @Test
  void downloadsThatHangAndAreStoppedLeaveTheirPlacesToOthers() throws Exception {
    share.away(true);
    Path gone = folder.resolve("gone");
    List<Long> stuck = new ArrayList<>();
    for (int i = 0; i < DownloadLimits.RUNNING; i++) {
      stuck.add(bob.get("file", gone));
      bob.await(stuck.get(i), State.WAITING);
    }
    hang(gone);
    share.away(false);
    stuck.forEach(bob.downloads()::retry);
    stuck.forEach(id -> bob.await(id, State.RUNNING));
    long other = bob.get("file");
    bob.downloads().pause(stuck.get(0));
    bob.await(other, State.DONE);
    bob.downloads().cancel(stuck.get(1));
    bob.await(bob.get("file"), State.DONE);

    hung.removeFirst().end(); // The disk fails, and with that its runs end.
    bob.await(stuck.get(2), State.FAILED);
    bob.downloads().resume(stuck.get(0));
    bob.await(stuck.get(0), State.DONE);
  }

  @Test
  void whoAsksForADownloadToADiskThatHangsIsToldSo() throws Exception {
    Path gone = Files.createDirectories(folder.resolve("gone"));
    hang(gone);
    NodeException told =
        catchThrowableOfType(NodeException.class, () -> bob.get("file", gone.resolve("x")));
    assertThat(told.kind()).isEqualTo(NodeException.Kind.UNAVAILABLE);
    assertThat(told).hasMessageContaining(gone.toString()).hasMessageContaining("did not answer");
    bob.await(bob.get("file"), State.DONE);
  }

  @Test
  void aDiskThatHangsInTheMiddleOfAFileHoldsUpNothingElse() throws Exception {
    Path target = Files.createDirectories(folder.resolve("freezes"));
    byte[] bytes = SeededBytes.of(2, LARGE_BYTES);
    share.put("large", bytes);
    try (FreezingDisk disk = FreezingDisk.at(target, folder.resolve("freezes.disk"))) {
      share.fault(this::comeInTheMiddle);
      long large = bob.get("large", target);
      assertThat(inTheMiddle.await(30, TimeUnit.SECONDS)).isTrue();
      disk.freeze();
      goOn.countDown();
      for (int i = 0; i < 4; i++) {
        bob.await(bob.get("file"), State.DONE);
        CountDownLatch ran = new CountDownLatch(1);
        Thread.ofVirtual().start(ran::countDown);
        assertThat(ran.await(10, TimeUnit.SECONDS)).as("what answers requests runs").isTrue();
      }
      assertThat(bob.view(large).download().state()).isEqualTo(State.RUNNING);
      awaitRefusal(share.growing(SeededBytes.hashed(bytes).id()));
      assertThat(bob.downloads().pause(large).download().state()).isEqualTo(State.PAUSED);
      bob.downloads().resume(large);

      disk.thaw();
      bob.await(large, State.DONE);
      assertThat(target.resolve("large")).hasBinaryContent(bytes);
    }
  }

  /** Others are not kept waiting for what is on that disk: by and by they are told at once. */
  private void awaitRefusal(GrowingContent content) {
    while (content.enter()) {
      content.leave();
      bob.await(bob.get("file"), State.DONE);
    }
  }

  /** All requests that there may be are under way, and each has something to be written still. */
  private byte[] comeInTheMiddle(ContentId content, long node, byte[] bytes) {
    boolean large = content.length() == LARGE_BYTES && node % DownloadLimits.RUN_NODES == 1;
    if (large) {
      inTheMiddle.countDown();
      try {
        goOn.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    return bytes;
  }

  private void hang(Path place) throws Exception {
    hung.add(HungDisk.at(place));
  }
}
