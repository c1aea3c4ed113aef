package runnel.node.download;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import runnel.indexd.store.StoreException;
import runnel.node.failure.IoReason;
import runnel.node.failure.NodeException;

/** Lets downloads run when it is their turn, each on a thread of its own. Thread-safe. */
final class Runs {
  private static final System.Logger LOG = System.getLogger(Runs.class.getName());

  private final Surroundings around;
  private final SharedQueue queue;
  private final Planner planner;
  private final DownloadListener listener;
  private final Map<Long, Live> live = new ConcurrentHashMap<>();

  Runs(Surroundings around, SharedQueue queue, Planner planner, DownloadListener listener) {
    this.around = around;
    this.queue = queue;
    this.planner = planner;
    this.listener = listener;
  }

  /** Begins; ends when the queue is closed. */
  void begin() {
    // What an earlier process was still deleting.
    queue.all().stream()
        .filter(download -> download.state() == State.CANCELLED && staging(download).isThere())
        .filter(download -> queue.takeTurn(download.id()))
        .forEach(this::cleanBehind);
    Thread.ofVirtual().name("downloads").start(this::loop);
  }

  /** What is known of a download only while it runs. */
  Optional<Live> live(long id) {
    return Optional.ofNullable(live.get(id));
  }

  boolean any() {
    return !live.isEmpty();
  }

  private void loop() {
    try {
      while (!queue.isClosed()) {
        for (Download download : queue.giveTurns()) {
          live.put(download.id(), new Live(around.nanoTime()));
          Thread.ofVirtual().name("download " + download.id()).start(() -> run(download.id()));
        }
        queue.forgetOld();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run(long id) {
    Outcome outcome = new Outcome.Failed("it broke off; the node's log says why");
    try {
      outcome = attempt(id);
    } catch (NodeException e) {
      outcome = new Outcome.Later(e.getMessage());
    } catch (StoreException e) {
      outcome = new Outcome.Later("the node's own store fails: " + e.getMessage());
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.ERROR, "download " + id + " failed", e);
      outcome = new Outcome.Failed("unexpected: " + e);
    } finally {
      finish(id, outcome);
    }
  }

  private Outcome attempt(long id) {
    Download download = queue.find(id).orElseThrow();
    if (!download.life().planned()) {
      Planner.Plan plan = planner.again(download.origin());
      queue.amend(id, now -> now.with(now.life().planned(true)).with(plan.sums()));
      around.store().plan(queue.find(id).orElseThrow(), plan.top());
    }
    return new DownloadRun(around, new OwnDesk(id), live.get(id)).run();
  }

  private void finish(long id, Outcome outcome) {
    live.remove(id);
    Download ended = queue.conclude(id, outcome);
    try {
      if (ended.state() == State.CANCELLED) {
        clean(ended);
      }
      queue.save(id);
    } catch (StoreException e) {
      LOG.log(System.Logger.Level.WARNING, "could not note a download: {0}", e.getMessage());
    } finally {
      queue.endTurn(id);
    }
    queue.following().changed();
    tell(ended);
  }

  private void tell(Download ended) {
    if (ended.state() == State.DONE) {
      listener.finished(ended);
    } else if (ended.state() == State.FAILED) {
      listener.failed(ended);
    }
  }

  private static Staging staging(Download download) {
    return new Staging(download.target(), download.id(), download.origin().name());
  }

  /** As {@link #clean}, at leisure: a hundred thousand files take seconds. Ends its turn. */
  void cleanBehind(Download download) {
    Thread.ofVirtual()
        .name("download " + download.id())
        .start(() -> {
          try {
            clean(download);
          } catch (StoreException e) {
            LOG.log(System.Logger.Level.INFO, "a download is cleaned later: {0}", e.getMessage());
          } finally {
            queue.endTurn(download.id());
          }
        });
  }

  /** Deletes what was fetched of a download that nobody wants any more and that has this turn. */
  private void clean(Download download) {
    try {
      staging(download).remove();
      around.store().clear(download.id());
    } catch (IOException e) {
      LOG.log(
          System.Logger.Level.WARNING,
          "could not delete what was fetched of download {0}: {1}",
          download.id(),
          IoReason.of(e));
    }
  }

  /** What a run sees of its download. */
  private final class OwnDesk implements Desk {
    private final long id;

    OwnDesk(long id) {
      this.id = id;
    }

    @Override
    public boolean isStopped() {
      return !queue.mayRun(id);
    }

    @Override
    public void sums(UnaryOperator<Sums> change) {
      queue.progress(id, change);
    }

    @Override
    public void crossOff(List<Item.Row> rows, UnaryOperator<Sums> change) {
      queue.crossOff(id, rows, change);
    }

    @Override
    public void named(String result) {
      queue.amend(id, known -> known.with(known.life().named(result)));
      queue.save(id);
    }

    @Override
    public void note(String text) {
      queue.amend(id, known -> known.with(known.life().with(known.state(), text)));
    }

    @Override
    public Download now() {
      return queue.find(id).orElseThrow();
    }
  }
}
