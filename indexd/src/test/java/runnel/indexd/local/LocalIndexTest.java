package runnel.indexd.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import runnel.indexd.api.Announcement;
import runnel.indexd.api.Changes;
import runnel.indexd.api.Cursor;
import runnel.indexd.api.Index;
import runnel.indexd.api.IndexContract;
import runnel.indexd.api.IndexLimits;
import runnel.indexd.api.User;
import runnel.indexd.identity.Identity;
import runnel.indexd.identity.UserName;

class LocalIndexTest extends IndexContract {
  @TempDir Path folder;
  private final Identity host = Identity.create();
  private final FakeClock clock = new FakeClock();
  private TestIndex index;

  @BeforeEach
  void open() {
    index = new TestIndex(folder, host.id(), clock);
  }

  @AfterEach
  void close() {
    index.close();
  }

  @Override
  protected Index as(Identity peer) {
    return index.index().as(peer.key());
  }

  @Override
  protected void pass(Duration time) {
    index.pass(time);
  }

  @Override
  protected void restart() {
    close();
    open();
  }

  @Test
  void lastActivityIsThatOfTheLastAnnouncementAcrossARestart() {
    announce(ann, "ann");
    clock.pass(Duration.ofSeconds(5));
    announce(ann, "ann");
    var active = clock.now();
    pass(IndexLimits.LEASE);
    restart();
    assertThat(as(bob).changes(Optional.empty(), Duration.ZERO).users().getFirst().lastActive())
        .isEqualTo(active);
  }

  @Test
  void manyUsersComeInSeveralAnswers() {
    int users = IndexLimits.USERS_PER_ANSWER + 5;
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < users; i++) {
        String name = "user" + i;
        var _ = threads.submit(() -> announce(Identity.create(), name));
      }
    }
    Changes first = as(ann).changes(Optional.empty(), Duration.ZERO);
    assertThat(first.users()).hasSize(IndexLimits.USERS_PER_ANSWER);
    Changes second = as(ann).changes(Optional.of(first.cursor()), Duration.ofSeconds(9));
    assertThat(second.whole()).isFalse();
    assertThat(second.users()).hasSize(5);
    Cursor last = second.cursor();
    assertThat(as(ann).changes(Optional.of(last), Duration.ZERO).users()).isEmpty();
  }

  @Test
  void leasesEndByThemselvesOnAClockThatRuns() {
    close();
    RunningClock running = new RunningClock();
    LocalIndexSettings settings = new LocalIndexSettings(host.id(), true, 32 << 20, running);
    try (LocalIndex real = LocalIndex.open(folder.resolve("running"), settings)) {
      Index mine = real.as(ann.key());
      var _ =
          mine.announce(new Announcement(new UserName("ann"), Optional.empty(), "test-1", false));
      running.jump(IndexLimits.LEASE.minusMillis(300));
      var _ =
          real.as(bob.key())
              .announce(new Announcement(new UserName("bob"), Optional.empty(), "test-1", false));
      Cursor bothOnline = mine.changes(Optional.empty(), Duration.ZERO).cursor();
      Changes ended = mine.changes(Optional.of(bothOnline), Duration.ofSeconds(20));
      assertThat(ended.users()).hasSize(1).noneMatch(User::online);
    } finally {
      open();
    }
  }

  /** This machine's clock, which can be put forward. */
  private static final class RunningClock implements IndexClock {
    private final AtomicLong ahead = new AtomicLong();

    void jump(Duration time) {
      var _ = ahead.addAndGet(time.toNanos());
    }

    @Override
    public Instant now() {
      return Instant.now();
    }

    @Override
    public long nanoTime() {
      return System.nanoTime() + ahead.get();
    }
  }
}
