package runnel.node.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import runnel.node.SeededBytes;
import runnel.node.failure.NodeException;
import runnel.node.transfer.SourceFailure;

@Timeout(60)
class DownloadsTest {
  private static final int NODE = DownloadLimits.NODE_BYTES;

  @TempDir private Path folder;
  private final FakeShare share = new FakeShare();
  private Desktop bob;

  @BeforeEach
  void open() {
    bob = new Desktop(folder, share);
  }

  @AfterEach
  void close() {
    bob.close();
  }

  @Test
  void treeArrivesWithAllThatIsInIt() throws Exception {
    Map<String, byte[]> files = new TreeMap<>();
    files.put("t/empty", new byte[0]);
    files.put("t/run.sh", SeededBytes.of(1, 10));
    files.put("t/a/b/large", SeededBytes.of(2, 9 * NODE + 5));
    for (int i = 0; i < 2_500; i++) {
      files.put("t/many/" + i, ("file " + i).getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }
    share.putAll(files);

    DownloadView done = bob.await(bob.get("t"), State.DONE);

    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      Path got = bob.target().resolve(file.getKey());
      assertThat(got).hasBinaryContent(file.getValue());
      assertThat(Files.getLastModifiedTime(got).toInstant()).isEqualTo(FakeShare.TIME);
      assertThat(Files.isExecutable(got)).isEqualTo(file.getKey().endsWith(".sh"));
    }
    assertThat(Files.getLastModifiedTime(bob.target().resolve("t/a/b")).toInstant())
        .isEqualTo(FakeShare.TIME);
    assertThat(done.sums().filesDone()).isEqualTo(files.size());
    assertThat(done.sums().bytesDone()).isEqualTo(done.sums().bytes());
    assertThat(bob.target().resolve(Staging.HIDDEN)).doesNotExist();
    assertThat(bob.news()).isEqualTo("finished t");
  }

  @Test
  void smallFilesComeTogetherAndWhatDidNotComeAlone() throws Exception {
    Map<String, byte[]> files = new TreeMap<>();
    for (int i = 0; i < 1_000; i++) {
      files.put("t/" + i, SeededBytes.of(i, 1 + i * 7));
    }
    files.put("t/same", files.get("t/5"));
    files.put("t/large", SeededBytes.of(1, 3 * NODE));
    share.putAll(files);
    AtomicInteger first = new AtomicInteger();
    share.fault((content, node, bytes) -> {
      if (content.length() == 1 + 500 * 7 && first.getAndIncrement() == 0) {
        bytes[0] ^= 1; // The rest of its batch does not come.
      }
      return bytes;
    });
    var _ = bob.await(bob.get("t"), State.DONE);
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      assertThat(bob.target().resolve(file.getKey())).hasBinaryContent(file.getValue());
    }
    assertThat(share.batches()).isLessThan(20);
    assertThat(share.singles()).isLessThan(DownloadLimits.PAGE_ITEMS + 2);
  }

  @Test
  void afterARestartOnlyWhatIsMissingIsFetched() throws Exception {
    byte[] large = SeededBytes.of(3, 200 * NODE);
    share.put("large", large);
    CountDownLatch half = new CountDownLatch(1);
    AtomicBoolean broken = new AtomicBoolean(true);
    share.fault((content, node, bytes) -> {
      if (broken.get() && node % 64 > 40) {
        half.countDown();
        throw new SourceFailure(SourceFailure.Kind.BROKEN, "broke");
      }
      return bytes;
    });
    long id = bob.get("large");
    assertThat(half.await(20, TimeUnit.SECONDS)).isTrue();
    bob.await(id, State.WAITING);
    long before = share.bytesFetched();
    assertThat(before).isPositive();
    assertThat(bob.view(id).sums().bytesPartial()).isEqualTo(before);

    broken.set(false);
    bob.reopen();
    bob.await(id, State.DONE);

    assertThat(share.bytesFetched()).isEqualTo(large.length);
    assertThat(bob.target().resolve("large")).hasBinaryContent(large);
  }

  @Test
  void smallFilesThatCameBeforeAKillAreNotFetchedAgain() throws Exception {
    Map<String, byte[]> files = new TreeMap<>();
    for (int i = 0; i < 400; i++) {
      files.put("t/" + i + (i % 2 == 0 ? ".sh" : ""), SeededBytes.of(i, 2_000));
    }
    share.putAll(files);
    CountDownLatch stuck = new CountDownLatch(1);
    CountDownLatch over = new CountDownLatch(1);
    AtomicInteger sent = new AtomicInteger();
    share.fault((content, node, bytes) -> {
      if (sent.incrementAndGet() == 300) {
        stuck.countDown();
        awaitQuietly(over);
      }
      return bytes;
    });
    long id = bob.get("t");
    assertThat(stuck.await(20, TimeUnit.SECONDS)).isTrue();
    try {
      bob.reopen(); // What is stuck can't cross off what came.
      bob.await(id, State.DONE);
    } finally {
      over.countDown();
    }
    assertThat(sent.get()).isBetween(files.size(), files.size() + 1);
    assertThat(bob.view(id).sums().filesDone()).isEqualTo(files.size());
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      Path got = bob.target().resolve(file.getKey());
      assertThat(got).hasBinaryContent(file.getValue());
      assertThat(Files.getLastModifiedTime(got).toInstant()).isEqualTo(FakeShare.TIME);
      assertThat(Files.isExecutable(got)).isEqualTo(file.getKey().endsWith(".sh"));
    }
  }

  @Test
  void aFlippedBitInThePartialFileIsFetchedAgain() throws Exception {
    byte[] large = SeededBytes.of(3, 20 * NODE);
    share.put("large", large);
    share.fault((content, node, bytes) -> {
      if (node == 19) {
        throw new SourceFailure(SourceFailure.Kind.BROKEN, "broke");
      }
      return bytes;
    });
    long id = bob.get("large");
    bob.await(id, State.WAITING);
    bob.close();
    Path part = part(id);
    byte[] damaged = Files.readAllBytes(part);
    damaged[7 * NODE + 1] ^= 1;
    Files.write(part, damaged);

    share.fault((content, node, bytes) -> bytes);
    bob = new Desktop(folder, share);
    bob.await(id, State.DONE);

    assertThat(bob.target().resolve("large")).hasBinaryContent(large);
    assertThat(share.bytesFetched()).isEqualTo(large.length + NODE);
  }

  @Test
  void wrongBytesAreNeverKept() {
    share.put("file", SeededBytes.of(4, 3 * NODE));
    share.fault((content, node, bytes) -> {
      byte[] wrong = bytes.clone();
      wrong[0] ^= 1;
      return wrong;
    });
    long id = bob.get("file");
    DownloadView waiting = bob.await(id, State.WAITING);
    assertThat(waiting.download().note().orElseThrow()).contains("alice", "fail their hash");

    share.fault((content, node, bytes) -> bytes);
    bob.downloads().retry(id);
    bob.await(id, State.DONE);
    assertThat(bob.target().resolve("file")).hasBinaryContent(SeededBytes.of(4, 3 * NODE));
  }

  @Test
  void aFileThatChangesMeanwhileIsBegunAnewAndTold() {
    byte[] newer = SeededBytes.of(6, 5 * NODE);
    share.put("t/file", SeededBytes.of(5, 6 * NODE));
    AtomicBoolean changed = new AtomicBoolean();
    share.fault((content, node, bytes) -> {
      if (node == 3 && changed.compareAndSet(false, true)) {
        share.put("t/file", newer);
      }
      return bytes;
    });
    DownloadView done = bob.await(bob.get("t"), State.DONE);
    assertThat(bob.target().resolve("t/file")).hasBinaryContent(newer);
    assertThat(done.sums().filesChanged()).isEqualTo(1);
    assertThat(done.sums().bytesDone()).isEqualTo(newer.length);
    assertThat(done.download().note().orElseThrow()).contains("file changed at its owner");
  }

  @Test
  void aFileThatVanishesIsLeftOutAndTold() {
    share.put("t/a", SeededBytes.of(1, 100)).put("t/b", SeededBytes.of(2, 6 * NODE));
    AtomicBoolean gone = new AtomicBoolean();
    share.fault((content, node, bytes) -> {
      if (node == 3 && gone.compareAndSet(false, true)) {
        share.remove("t/b");
      }
      return bytes;
    });
    DownloadView done = bob.await(bob.get("t"), State.DONE);
    assertThat(bob.target().resolve("t/a")).exists();
    assertThat(bob.target().resolve("t/b")).doesNotExist();
    assertThat(done.sums().filesLost()).isEqualTo(1);
    assertThat(done.download().note().orElseThrow()).contains("b is not shared any more");
  }

  @Test
  void aFileThatVanishedAloneFailsAndCanBeTriedAgain() throws InterruptedException {
    byte[] bytes = SeededBytes.of(2, 6 * NODE);
    share.put("b", bytes);
    AtomicBoolean gone = new AtomicBoolean();
    share.fault((content, node, sent) -> {
      if (node == 3 && gone.compareAndSet(false, true)) {
        share.remove("b");
      }
      return sent;
    });
    long id = bob.get("b");
    bob.await(id, State.FAILED);
    assertThat(bob.news()).isEqualTo("failed b is not shared any more");
    share.put("b", bytes);
    bob.downloads().retry(id);
    bob.await(id, State.DONE);
    assertThat(bob.target().resolve("b")).hasBinaryContent(bytes);
  }

  @Test
  void whatIsNotHashedYetIsWaitedFor() {
    share.put("file", SeededBytes.of(1, NODE));
    share.unhashed(true);
    long id = bob.get("file");
    assertThat(bob.await(id, State.WAITING).download().note().orElseThrow()).contains("not hashed");
    assertThat(share.askedToHash()).containsExactly("file");
    share.unhashed(false);
    bob.downloads().wake();
    bob.await(id, State.DONE);
    assertThat(bob.view(id).sums().filesChanged()).isZero();
  }

  @Test
  void theOwnerIsWaitedForWhileOthersGoOn() {
    share.put("file", SeededBytes.of(1, NODE));
    share.away(true);
    long id = bob.get("file");
    assertThat(bob.await(id, State.WAITING).download().note().orElseThrow()).contains("away");
    share.away(false);
    bob.downloads().wake();
    assertThat(bob.await(id, State.DONE).download().note()).isEmpty();
  }

  @Test
  void cancelDeletesWhatWasFetched() throws Exception {
    share.put("file", SeededBytes.of(1, 300 * NODE));
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    share.fault((content, node, bytes) -> {
      begun.countDown();
      awaitQuietly(goOn);
      return bytes;
    });
    long id = bob.get("file");
    assertThat(begun.await(20, TimeUnit.SECONDS)).isTrue();
    bob.downloads().cancel(id);
    goOn.countDown();
    bob.close();
    assertThat(bob.target()).isEmptyDirectory();
    bob = new Desktop(folder, share);
    assertThat(bob.view(id).download().state()).isEqualTo(State.CANCELLED);
  }

  @Test
  void whatAnEndedNodeWasStillDeletingIsDeletedByTheNext() throws Exception {
    share.put("file", SeededBytes.of(1, NODE));
    share.away(true);
    long id = bob.get("file");
    bob.await(id, State.WAITING);
    bob.downloads().cancel(id);
    bob.close();
    Path left = bob.target().resolve(Staging.HIDDEN).resolve(Long.toString(id)).resolve("parts");
    Files.createDirectories(left);
    bob = new Desktop(folder, share);
    bob.close(); // Waits for what was begun.
    assertThat(bob.target()).isEmptyDirectory();
    bob = new Desktop(folder, share);
  }

  @Test
  void pausedStaysPausedAcrossARestart() throws Exception {
    share.put("file", SeededBytes.of(1, 300 * NODE));
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    share.fault((content, node, bytes) -> {
      begun.countDown();
      awaitQuietly(goOn);
      return bytes;
    });
    long id = bob.get("file");
    assertThat(begun.await(20, TimeUnit.SECONDS)).isTrue();
    bob.downloads().pause(id);
    goOn.countDown();
    bob.reopen();
    assertThat(bob.view(id).download().state()).isEqualTo(State.PAUSED);
    bob.downloads().resume(id);
    bob.await(id, State.DONE);
    assertThat(share.bytesFetched()).isEqualTo(300L * NODE);
  }

  /** At an owner that sends next to nothing it would last for long. */
  @Test
  void whatIsAskedForTogetherIsGivenUpWhenTheDownloadIsPaused() throws Exception {
    share.put("t/a", SeededBytes.of(1, 100)).put("t/b", SeededBytes.of(2, 100));
    CountDownLatch begun = new CountDownLatch(1);
    share.fault((content, node, bytes) -> {
      begun.countDown();
      awaitQuietly(share.givenUp());
      throw new SourceFailure(SourceFailure.Kind.BROKEN, "was given up");
    });
    long id = bob.get("t");
    assertThat(begun.await(20, TimeUnit.SECONDS)).isTrue();
    assertThat(share.givenUp().getCount()).isEqualTo(1);
    bob.downloads().pause(id);
    assertThat(share.givenUp().await(20, TimeUnit.SECONDS)).isTrue();
    bob.close(); // Waits for what was begun.
    assertThat(share.singles()).isZero();
    bob = new Desktop(folder, share);
  }

  @Test
  void aLinkInPlaceOfTheHiddenFolderIsRefused() throws IOException {
    share.put("file", SeededBytes.of(1, NODE));
    Path elsewhere = Files.createDirectories(folder.resolve("elsewhere"));
    Files.createDirectories(bob.target());
    Files.createSymbolicLink(bob.target().resolve(Staging.HIDDEN), elsewhere);
    long id = bob.get("file");
    assertThat(bob.await(id, State.FAILED).download().note().orElseThrow()).contains("in the way");
    assertThat(elsewhere).isEmptyDirectory();
  }

  @Test
  void whatIsNotThereIsRefusedAtOnce() {
    share.put("file", SeededBytes.of(1, NODE));
    assertThatThrownBy(() -> bob.get("other"))
        .isInstanceOfSatisfying(
            NodeException.class, e -> assertThat(e.kind()).isEqualTo(NodeException.Kind.NOT_FOUND));
    assertThatThrownBy(() -> bob.downloads().pause(77)).hasMessageContaining("no download 77");
    assertThat(bob.downloads().list()).isEmpty();
  }

  @Test
  void whoFollowsHearsOfTheEnd() {
    share.put("file", SeededBytes.of(1, NODE));
    long before = bob.downloads().revision();
    long id = bob.get("file");
    bob.await(id, State.DONE);
    bob.downloads().awaitChange(before, Duration.ofSeconds(30));
    assertThat(bob.downloads().revision()).isGreaterThan(before);
  }

  @Test
  void sameNamesGetNumbersBeforeTheirEnding() {
    assertThat(Staging.numbered("a.tar.gz", 2, false)).isEqualTo("a.tar (2).gz");
    assertThat(Staging.numbered("v1.2", 2, true)).isEqualTo("v1.2 (2)");
    assertThat(Staging.numbered(".hidden", 3, false)).isEqualTo(".hidden (3)");
    assertThat(Staging.numbered("ü".repeat(127), 12, false)).isEqualTo("ü".repeat(125) + " (12)");
  }

  @Test
  @EnabledIf(value = "mayMount", disabledReason = "only root can mount a small disk")
  void onAFullDiskItWaitsForRoom() throws Exception {
    byte[] bytes = SeededBytes.of(1, 40 * NODE);
    share.put("file", bytes);
    Path small = Files.createDirectories(folder.resolve("small"));
    run("mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", small.toString());
    try (Desktop tight = new Desktop(folder.resolve("tight"), share, small.resolve("target"))) {
      Files.createDirectories(tight.target());
      share.away(true);
      long id = tight.get("file");
      tight.await(id, State.WAITING);
      Path ballast = small.resolve("ballast");
      Files.write(ballast, new byte[6 << 20]);
      assertThatThrownBy(() -> tight.get("file")).hasMessageContaining("has room for");
      share.away(false);
      tight.downloads().retry(id);
      DownloadView waiting = tight.await(id, State.WAITING);
      assertThat(waiting.download().note().orElseThrow()).contains("no room");
      Files.delete(ballast);
      tight.downloads().retry(id);
      tight.await(id, State.DONE);
      assertThat(tight.target().resolve("file")).hasBinaryContent(bytes);
    } finally {
      run("umount", "-l", small.toString());
    }
  }

  static boolean mayMount() throws IOException {
    return (int) Files.getAttribute(Path.of("/proc/self"), "unix:uid") == 0;
  }

  private static void run(String... command) throws Exception {
    Process process = new ProcessBuilder(command).inheritIO().start();
    assertThat(process.waitFor()).as(String.join(" ", command)).isZero();
  }

  private Path part(long id) throws IOException {
    Path parts = bob.target().resolve(Staging.HIDDEN).resolve(Long.toString(id)).resolve("parts");
    try (var files = Files.list(parts)) {
      Optional<Path> part = files.filter(file -> !file.toString().endsWith(".hashes")).findFirst();
      return part.orElseThrow();
    }
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
