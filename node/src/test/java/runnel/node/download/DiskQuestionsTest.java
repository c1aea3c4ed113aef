package runnel.node.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import runnel.node.failure.NodeException;

@Timeout(60)
class DiskQuestionsTest {
  private static final Path GONE = Path.of("/mnt/gone");

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final CountDownLatch answer = new CountDownLatch(1);
  private final DiskQuestions questions = new DiskQuestions(threads);

  @AfterEach
  void end() {
    answer.countDown();
    threads.close();
  }

  @Test
  void whoTriesOneFolderThatHangsAgainAndAgainLeavesPlacesForOthers() throws Exception {
    for (int i = 0; i < DownloadLimits.FOLDER_ASKED; i++) {
      var _ = hang(GONE);
    }
    for (String same : new String[] {"/mnt/gone", "/mnt/./gone/", "/mnt/x/../gone"}) {
      NodeException busy =
          catchThrowableOfType(
              NodeException.class, () -> questions.ask(Path.of(same), () -> "answered"));
      assertThat(busy.kind()).isEqualTo(NodeException.Kind.BUSY);
      assertThat(busy).hasMessageContaining(same.replaceAll("/$", "")).hasMessageContaining("--to");
    }
    assertThat(questions.<String>ask(Path.of("/home/ann"), () -> "answered")).isEqualTo("answered");
  }

  @Test
  void whatWasAnsweredLeavesItsPlace() throws Exception {
    Future<String> first = hang(GONE);
    Future<String> second = hang(GONE);
    answer.countDown();
    assertThat(first.get(30, TimeUnit.SECONDS)).isEqualTo("late");
    assertThat(second.get(30, TimeUnit.SECONDS)).isEqualTo("late");
    threads.close(); // A place is left just after the answer.
    DiskQuestions alone = new DiskQuestions(Runnable::run);
    for (int i = 0; i < 2 * DownloadLimits.DISKS_ASKED; i++) {
      assertThat(alone.<String>ask(GONE, () -> "answered")).isEqualTo("answered");
    }
  }

  @Test
  void aQuestionForWhichThereIsNoThreadLeavesItsPlace() {
    AtomicBoolean none = new AtomicBoolean(true);
    DiskQuestions scarce =
        new DiskQuestions(question -> {
          if (none.get()) {
            throw new OutOfMemoryError("no thread");
          }
          question.run();
        });
    for (int i = 0; i < 2 * DownloadLimits.DISKS_ASKED; i++) {
      assertThatThrownBy(() -> scarce.ask(GONE, () -> "answered"))
          .isInstanceOf(OutOfMemoryError.class);
    }
    none.set(false);
    assertThat(scarce.<String>ask(GONE, () -> "answered")).isEqualTo("answered");
  }

  private Future<String> hang(Path folder) throws InterruptedException {
    CountDownLatch begun = new CountDownLatch(1);
    Future<String> asked =
        threads.submit(() ->
            questions.ask(
                folder,
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
