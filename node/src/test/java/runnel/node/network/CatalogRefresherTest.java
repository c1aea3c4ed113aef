package runnel.node.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import runnel.indexd.api.User;
import runnel.indexd.identity.PeerKey;

class CatalogRefresherTest {
  private static final Duration AT_ONCE = Duration.ofMillis(1);
  private static final int MANY = 50;

  private final BlockingQueue<User> refreshed = new LinkedBlockingQueue<>();
  private final PeerKey key = TestUsers.key();

  @Test
  void whatFailedIsTriedAgain() throws InterruptedException {
    AtomicInteger tries = new AtomicInteger();
    try (CatalogRefresher refresher =
        new CatalogRefresher(user -> tries.incrementAndGet() > 2 && refreshed.add(user), AT_ONCE)) {
      refresher.learn(List.of(TestUsers.user("alice", key, 1)));
      assertThat(next().headVersion()).isEqualTo(1);
    }
  }

  @Test
  void newerWordThatComesWhileRefreshingIsNotLost() throws InterruptedException {
    Semaphore mayGoOn = new Semaphore(0);
    try (CatalogRefresher refresher =
        new CatalogRefresher(
            user -> {
              refreshed.add(user);
              mayGoOn.acquireUninterruptibly();
              return true;
            },
            AT_ONCE)) {
      refresher.learn(List.of(TestUsers.user("alice", key, 1)));
      assertThat(next().headVersion()).isEqualTo(1);
      refresher.learn(List.of(TestUsers.user("alice", key, 2)));
      mayGoOn.release(2);
      assertThat(next().headVersion()).isEqualTo(2);
    }
  }

  @Test
  void onlyAFewAreRefreshedAtOnce() throws InterruptedException {
    AtomicInteger running = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    Semaphore mayGoOn = new Semaphore(0);
    try (CatalogRefresher refresher =
        new CatalogRefresher(
            user -> {
              most.accumulateAndGet(running.incrementAndGet(), Math::max);
              refreshed.add(user);
              mayGoOn.acquireUninterruptibly();
              running.decrementAndGet();
              return true;
            },
            AT_ONCE)) {
      List<User> users = new ArrayList<>();
      for (int i = 0; i < MANY; i++) {
        users.add(TestUsers.user("user" + i, TestUsers.key(), 1));
      }
      refresher.learn(users);
      for (int i = 0; i < MANY; i++) {
        assertThat(next()).isNotNull();
        mayGoOn.release();
      }
      assertThat(most.get()).isLessThanOrEqualTo(4);
    }
  }

  private User next() throws InterruptedException {
    return refreshed.poll(20, TimeUnit.SECONDS);
  }
}
