package runnel.node.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import runnel.mount.table.Mounts;
import runnel.node.failure.NodeException;

@Timeout(60)
class DiskQuestionsTest {
  private static final Path GONE = Path.of("/mnt/gone");

  @TempDir private Path folder;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final CountDownLatch answer = new CountDownLatch(1);

  @AfterEach
  void end() {
    answer.countDown();
    threads.close();
  }

  @Test
  void whoTriesADiskThatHangsAgainAndAgainLeavesPlacesForOthers() throws Exception {
    DiskQuestions questions = questions(Duration.ofMillis(100));
    Path link = Files.createSymbolicLink(folder.resolve("link"), GONE);
    for (int i = 0; i < DownloadLimits.MOUNT_ASKED; i++) {
      Future<String> asked = hang(questions, GONE.resolve("folder " + i));
      assertThatThrownBy(() -> asked.get(30, TimeUnit.SECONDS)).hasMessageContaining("not answer");
    }
    for (Path same :
        List.of(GONE, GONE.resolve("./x/"), Path.of("/mnt/x/../gone/y"), link.resolve("z"))) {
      NodeException busy =
          catchThrowableOfType(NodeException.class, () -> questions.ask(same, () -> "answered"));
      assertThat(busy.kind()).isEqualTo(NodeException.Kind.BUSY);
      assertThat(busy).hasMessageContaining(same.toString()).hasMessageContaining("--to");
    }
    for (int i = 0; i < 2 * DownloadLimits.DISKS_ASKED; i++) {
      assertThat(questions.<String>ask(Path.of("/home/ann"), () -> "answered"))
          .isEqualTo("answered");
    }
  }

  @Test
  void whoComesWhileOthersAreWaitedForWaitsForThem() throws Exception {
    DiskQuestions questions = questions(Duration.ofSeconds(30));
    for (int i = 0; i < DownloadLimits.MOUNT_ASKED; i++) {
      var _ = hang(questions, GONE);
    }
    Future<String> next = threads.submit(() -> questions.ask(GONE, () -> "answered"));
    assertThatThrownBy(() -> next.get(100, TimeUnit.MILLISECONDS))
        .isInstanceOf(TimeoutException.class);
    answer.countDown();
    assertThat(next.get(30, TimeUnit.SECONDS)).isEqualTo("answered");
  }

  @Test
  void whatWasAnsweredLeavesItsPlace() throws Exception {
    DiskQuestions questions = questions(Duration.ofSeconds(30));
    Future<String> first = hang(questions, GONE);
    Future<String> second = hang(questions, GONE);
    answer.countDown();
    assertThat(first.get(30, TimeUnit.SECONDS)).isEqualTo("late");
    assertThat(second.get(30, TimeUnit.SECONDS)).isEqualTo("late");
    for (int i = 0; i < 2 * DownloadLimits.DISKS_ASKED; i++) {
      assertThat(questions.<String>ask(GONE, () -> "answered")).isEqualTo("answered");
    }
  }

  @Test
  void aQuestionForWhichThereIsNoThreadLeavesItsPlace() {
    AtomicBoolean none = new AtomicBoolean(true);
    DiskQuestions scarce =
        new DiskQuestions(
            question -> {
              if (none.get()) {
                throw new OutOfMemoryError("no thread");
              }
              question.run();
            },
            DiskQuestionsTest::mounts,
            Duration.ofSeconds(1));
    for (int i = 0; i < 2 * DownloadLimits.DISKS_ASKED; i++) {
      assertThatThrownBy(() -> scarce.ask(GONE, () -> "answered"))
          .isInstanceOf(OutOfMemoryError.class);
    }
    none.set(false);
    assertThat(scarce.<String>ask(GONE, () -> "answered")).isEqualTo("answered");
  }

  private static Mounts mounts() {
    return Mounts.of(
        """
        27 1 254:0 / / rw - ext4 /dev/vda rw
        43 27 0:39 / /mnt/gone rw - nfs4 gone:/ rw
        """);
  }

  private DiskQuestions questions(Duration wait) {
    return new DiskQuestions(threads, DiskQuestionsTest::mounts, wait);
  }

  private Future<String> hang(DiskQuestions questions, Path place) throws InterruptedException {
    CountDownLatch begun = new CountDownLatch(1);
    Future<String> asked =
        threads.submit(() ->
            questions.ask(
                place,
                () -> {
                  begun.countDown();
                  awaitAnswer();
                  return "late";
                }));
    assertThat(begun.await(30, TimeUnit.SECONDS)).isTrue();
    return asked;
  }

  private void awaitAnswer() {
    try {
      answer.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
