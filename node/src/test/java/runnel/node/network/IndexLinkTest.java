package runnel.node.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import runnel.indexd.api.Announcement;
import runnel.indexd.api.Changes;
import runnel.indexd.api.Cursor;
import runnel.indexd.api.IndexException;
import runnel.indexd.identity.UserName;
import runnel.indexd.quota.Rate;
import runnel.node.story.Poll;

class IndexLinkTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Announcement ANNOUNCEMENT =
      new Announcement(new UserName("me"), Optional.empty(), "1", false);

  private final FakeIndex index = new FakeIndex();
  private final Roster roster = new Roster(TestUsers.key().id(), name -> Optional.empty());
  private IndexLink link = link(Optional::empty);

  @AfterEach
  void close() {
    link.close();
  }

  @Test
  void anIndexThatRefusesTheCatalogIsConnectedAllTheSame() throws InterruptedException {
    CountDownLatch refusals = new CountDownLatch(2);
    link =
        link(() -> {
          refusals.countDown();
          throw new IndexException(IndexException.Kind.REFUSED, "too large");
        });
    link.start();
    link.publishSoon();
    assertThat(refusals.await(20, TimeUnit.SECONDS)).isTrue();
    assertThat(link.connected()).isTrue();
  }

  @Test
  void whatNobodyExpectedEndsNeitherThread() {
    CompletableFuture<Void> learnt = new CompletableFuture<>();
    index.tells(() -> {
      throw new IllegalStateException("for a test");
    });
    index.tells(true, TestUsers.user("alice", TestUsers.key()));
    roster.follow(users -> learnt.complete(null));
    link.start();
    assertThat(learnt).succeedsWithin(PATIENCE);
  }

  @Test
  void anIndexThatAnswersAgainIsConnectedThoughItHasNoNews() throws InterruptedException {
    CountDownLatch failed = new CountDownLatch(1);
    link.start();
    index.tells(() -> {
      failed.countDown();
      throw new IndexException(IndexException.Kind.UNAVAILABLE, "away for a test");
    });
    assertThat(failed.await(20, TimeUnit.SECONDS)).isTrue();
    Poll.until(Duration.ofSeconds(1), () -> !link.connected(), () -> "the failure is not shown");
    Poll.until(Duration.ofSeconds(10), link::connected, () -> "it waits for news first");
  }

  @Test
  void anIndexThatLetsThisNodeWaitIsDoubtedBeforeTheCallGivesUp() throws InterruptedException {
    CountDownLatch answer = new CountDownLatch(1);
    link =
        new IndexLink(
            index,
            there -> {
              await(answer);
              return there.announce(ANNOUNCEMENT);
            },
            new CatalogPublisher(Optional::empty),
            roster);
    link.start();
    Poll.until(Duration.ofSeconds(3), link::doubtful, () -> "no doubt");
    assertThat(link.connected()).isTrue();
    answer.countDown();
    Poll.until(PATIENCE, () -> !link.doubtful(), () -> "doubt goes on");
  }

  private static void await(CountDownLatch answer) {
    try {
      assertThat(answer.await(20, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void publishingIsNotForgottenWhileTheNodeIsBeingAnnounced() throws InterruptedException {
    CountDownLatch publications = new CountDownLatch(2);
    link =
        link(() -> {
          if (publications.getCount() == 2) {
            link.publishSoon();
          }
          publications.countDown();
          return Optional.empty();
        });
    link.start();
    assertThat(publications.await(2, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void afterTheLeaveNothingIsAnnounced() throws InterruptedException {
    link.start();
    assertThat(index.asked.poll(20, TimeUnit.SECONDS)).isEqualTo("announce");
    link.close();
    assertThat(List.copyOf(index.asked)).endsWith("leave");
  }

  @Test
  void anIndexThatAlwaysAnswersAtOnceIsNotAskedWithoutPause() throws InterruptedException {
    CountDownLatch asked = new CountDownLatch(7);
    for (int i = 0; i < 50; i++) {
      index.tells(() -> {
        asked.countDown();
        return new Changes(new Cursor(1, 1), false, List.of());
      });
    }
    link =
        new IndexLink(
            index,
            there -> there.announce(ANNOUNCEMENT),
            new CatalogPublisher(Optional::empty),
            roster,
            Rate.perSecond(10, 2));
    long begun = System.nanoTime();
    link.start(); // Asks once by itself, then two at once and one every 100 ms.
    assertThat(asked.await(20, TimeUnit.SECONDS)).isTrue();
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThan(Duration.ofMillis(380));
  }

  private IndexLink link(Supplier<Optional<CatalogPublisher.OwnCatalog>> own) {
    return new IndexLink(
        index, there -> there.announce(ANNOUNCEMENT), new CatalogPublisher(own), roster);
  }
}
