package runnel.node.download;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import runnel.indexd.catalog.EntryName;
import runnel.node.failure.NodeException;

/**
 * Whatever people, runs and restarts do to the queue: never more run than may, nobody works on a
 * download twice at once or against its user's word, and whatever was not stopped runs in the end,
 * though cleaning up behind others never ends.
 */
class QueueModelTest {
  private static final int RUNNING_MAX = 2;
  private static final long FAR_NANOS = DownloadLimits.WAIT_LAST.toNanos();

  enum Kind {
    ADD,
    START,
    PAUSE,
    RESUME,
    CANCEL,
    RETRY,
    RUN_WAITS,
    RUN_IS_DONE,
    RUN_FAILS,
    RUN_ENDS_STOPPED,
    CLEAN,
    CLEANING_ENDS,
    TIME_PASSES,
    WAKE,
    RESTART
  }

  record Event(Kind kind, int which) {}

  @Property(tries = 500)
  void queueKeepsItsRules(@ForAll("histories") List<Event> history) {
    World world = new World();
    for (Event event : history) {
      world.happens(event);
      world.check();
    }
    world.endsWhatMayRun();
  }

  private static final class World {
    private Queue queue = new Queue(RUNNING_MAX);
    private final Set<Long> runs = new HashSet<>();
    private final Set<Long> cleanings = new HashSet<>();
    private final Map<Long, State> said = new HashMap<>();
    private long now;

    void happens(Event event) {
      switch (event.kind()) {
        case ADD -> {
          long id = queue.nextId();
          queue.add(download(id));
          said.put(id, State.QUEUED);
        }
        case START -> start();
        case PAUSE -> say(event, Download::paused, State.PAUSED);
        case RESUME -> say(event, Download::resumed, State.QUEUED);
        case CANCEL -> say(event, download -> download.cancelled(1), State.CANCELLED);
        case RETRY -> say(event, Download::retried, State.QUEUED);
        case RUN_WAITS -> run(event, id -> queue.await(id, "why", now));
        case RUN_IS_DONE -> run(event, id -> end(id, State.DONE));
        case RUN_FAILS -> run(event, id -> end(id, State.FAILED));
        case RUN_ENDS_STOPPED -> run(event, id -> {});
        case CLEAN -> clean(event.which());
        case CLEANING_ENDS -> endCleaning(event.which());
        case TIME_PASSES -> now += FAR_NANOS / 4;
        case WAKE -> queue.wake(now);
        case RESTART -> restart();
      }
    }

    void check() {
      assertThat(runs.stream().filter(queue::mayRun).count()).isLessThanOrEqualTo(RUNNING_MAX);
      assertThat(Collections.disjoint(runs, cleanings)).isTrue();
      for (Download download : queue.all()) {
        long id = download.id();
        assertThat(queue.hasTurn(id)).isEqualTo(runs.contains(id) || cleanings.contains(id));
        if (queue.mayRun(id)) {
          assertThat(runs).contains(id);
        }
        State word = said.get(id);
        if (word == State.QUEUED) {
          assertThat(download.state()).isIn(State.QUEUED, State.RUNNING, State.WAITING);
        } else {
          assertThat(download.state()).isEqualTo(word);
        }
      }
    }

    /**
     * If every run succeeds from now on, everything ends that the user has not stopped, though what
     * stays cancelled is cleaned up for ever.
     */
    void endsWhatMayRun() {
      Set.copyOf(cleanings).stream()
          .filter(id -> said.get(id) != State.CANCELLED)
          .forEach(this::endCleaning);
      said.keySet().forEach(this::clean);
      for (int round = 0; round < 2 * said.size() + 2; round++) {
        now += FAR_NANOS;
        for (long id : Set.copyOf(runs)) {
          if (queue.mayRun(id)) {
            end(id, State.DONE);
          }
          queue.finish(id);
          runs.remove(id);
        }
        start();
      }
      assertThat(said.values()).doesNotContain(State.QUEUED);
      check();
    }

    private void start() {
      for (Download started : queue.start(now)) {
        assertThat(runs.add(started.id())).isTrue();
        assertThat(said.get(started.id())).isEqualTo(State.QUEUED);
      }
    }

    private void clean(long id) {
      if (queue.clean(id)) {
        assertThat(said.get(id)).isEqualTo(State.CANCELLED);
        assertThat(cleanings.add(id)).isTrue();
      }
    }

    private void endCleaning(long id) {
      if (cleanings.remove(id)) {
        queue.finish(id);
      }
    }

    private void say(Event event, UnaryOperator<Download> change, State word) {
      long id = event.which();
      try {
        queue.change(id, change);
        said.put(id, word);
      } catch (NodeException e) {
        assertThat(e.kind()).isIn(NodeException.Kind.NOT_FOUND, NodeException.Kind.REFUSED);
      }
    }

    private interface Ending {
      void of(long id);
    }

    private void run(Event event, Ending ending) {
      long id = event.which();
      if (runs.contains(id)) {
        if (queue.mayRun(id)) {
          ending.of(id);
          if (queue.mayRun(id)) {
            queue.change(id, known -> known.with(known.life().with(State.QUEUED, "")));
          }
        }
        queue.finish(id);
        runs.remove(id);
      }
    }

    private void end(long id, State state) {
      queue.change(id, known -> known.with(known.life().ended(state, "", 1)));
      said.put(id, state);
    }

    /** What is kept on disk is what was last said. */
    private void restart() {
      List<Download> kept = queue.all();
      queue = new Queue(RUNNING_MAX);
      queue.load(kept);
      runs.clear();
      cleanings.clear();
    }
  }

  @Provide
  Arbitrary<List<Event>> histories() {
    return Combinators.combine(Arbitraries.of(Kind.class), Arbitraries.integers().between(1, 5))
        .as(Event::new)
        .list()
        .ofMinSize(1)
        .ofMaxSize(60);
  }

  private static Download download(long id) {
    Origin origin = new Origin.Shared(FakeShare.ALICE, "alice", List.of(new EntryName("x")));
    return new Download(id, origin, Path.of("/t"), false, Download.Life.BEGUN, Sums.of(1, 1), id);
  }
}
