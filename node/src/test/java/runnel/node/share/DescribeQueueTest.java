package runnel.node.share;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import runnel.node.beneath.OpenedFile;
import runnel.node.share.DescribeJob.Outcome;

/** What happens when nothing can be described, or one file can't. */
class DescribeQueueTest {
  private static final int FILES = 100;
  private static final int LAST_LENGTH = "text of ".length() + 2;

  @TempDir private Path base;
  private final BlockingQueue<Outcome> told = new LinkedBlockingQueue<>();
  private final Answering describer = new Answering();
  private Path folder;
  private ShareStore store;
  private Describing describing;

  @BeforeEach
  void open() throws Exception {
    try (ShareKit kit = new ShareKit(base)) {
      folder = kit.folder;
      kit.restart(kit.settings().withDescriber(describer));
      describer.answer = Optional.empty();
      for (int i = 0; i < FILES; i++) {
        kit.write("file" + i, "text of %02d".formatted(i));
      }
      kit.catalog();
    }
    store = ShareStore.open(base.resolve("state"), describer::understands);
    describing = new Describing(new Roots(folder.toRealPath()), describer);
    describer.asked.set(0);
  }

  @AfterEach
  void close() {
    describing.close();
    store.close();
  }

  @Test
  void whileNothingCanBeDescribedNothingIsHandedOut() throws Exception {
    DescribeQueue queue = new DescribeQueue(store, describing, Duration.ofDays(1));
    turn(queue);
    int asked = describer.asked.get();
    assertThat(asked).isBetween(1, FILES / 2);
    turn(queue);
    assertThat(describer.asked).hasValue(asked);
    assertThat(queue.dueNanos().orElseThrow() - System.nanoTime())
        .isBetween(Duration.ofHours(23).toNanos(), Duration.ofDays(1).toNanos());
  }

  @Test
  void afterAWhileAllIsTriedAgain() throws Exception {
    DescribeQueue queue = new DescribeQueue(store, describing, Duration.ZERO);
    turn(queue);
    describer.answer = Optional.of(Map.of("title", "t"));
    boolean news = false;
    for (int i = 0; i <= FILES; i++) {
      news |= turn(queue);
    }
    assertThat(news).isTrue();
    assertThat(store.backlog().undescribed(1, id -> true)).isEmpty();
  }

  @Test
  void aFileThatIsGoneKeepsNobodyWaiting() throws Exception {
    describer.answer = Optional.of(Map.of());
    Files.delete(folder.resolve("file7"));
    DescribeQueue queue = new DescribeQueue(store, describing, Duration.ofDays(1));
    for (int i = 0; i <= FILES; i++) {
      turn(queue);
    }
    assertThat(store.backlog().undescribed(2, id -> true))
        .extracting(DescribeJob::path)
        .containsExactly(new SharePath("file7"));
  }

  /** Hands out, and takes in what comes of it. */
  private boolean turn(DescribeQueue queue) throws InterruptedException {
    queue.handOut(told::add);
    boolean news = false;
    while (queue.isBusy()) {
      List<Outcome> outcomes = new ArrayList<>(List.of(told.poll(20, TimeUnit.SECONDS)));
      told.drainTo(outcomes);
      news |= queue.takeIn(outcomes);
    }
    return news;
  }

  private static final class Answering implements Describer {
    final AtomicInteger asked = new AtomicInteger();
    volatile Optional<Map<String, String>> answer = Optional.empty();

    @Override
    public boolean understands(String name) {
      return true;
    }

    @Override
    public Optional<Map<String, String>> describe(OpenedFile file, String name) {
      assertThat(file.facts().size()).isEqualTo(LAST_LENGTH);
      asked.incrementAndGet();
      return answer;
    }
  }
}
