package runnel.node.download;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import runnel.indexd.store.StoreException;
import runnel.node.failure.NodeException;

/** Lets downloads run when it is their turn, each on a thread of its own. Thread-safe. */
final class Runs {
  private static final System.Logger LOG = System.getLogger(Runs.class.getName());

  private final Surroundings around;
  private final SharedQueue queue;
  private final Planner planner;
  private final DownloadListener listener;
  private final Cleaning cleaning;
  private final Map<Long, Live> live = new ConcurrentHashMap<>();

  Runs(Surroundings around, SharedQueue queue, Planner planner, DownloadListener listener) {
    this.around = around;
    this.queue = queue;
    this.planner = planner;
    this.listener = listener;
    this.cleaning =
        new Cleaning(around.store(), queue, work -> Disk.start("downloads clean", work));
  }

  /** Begins; ends when the queue is closed. Returns at once, whatever the targets' disks do. */
  void begin() {
    // What an earlier process was still deleting. Disks are not asked here: one may hang.
    queue.all().stream()
        .filter(download -> download.state() == State.CANCELLED)
        .forEach(cleaning::begin);
    Thread.ofVirtual().name("downloads").start(this::loop);
  }

  /** What is known of a download only while it runs. */
  Optional<Live> live(long id) {
    return Optional.ofNullable(live.get(id));
  }

  boolean any() {
    return !live.isEmpty();
  }

  /** Deletes at leisure what was fetched of a download that was cancelled; not what runs. */
  void clean(Download cancelled) {
    cleaning.begin(cancelled);
  }

  private void loop() {
    try {
      while (!queue.isClosed()) {
        for (Download download : queue.giveTurns()) {
          live.put(download.id(), new Live(around.nanoTime()));
          Disk.start("download " + download.id(), () -> run(download.id()));
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
      queue.save(id);
    } catch (StoreException e) {
      LOG.log(System.Logger.Level.WARNING, "could not note a download: {0}", e.getMessage());
    } finally {
      if (queue.endRun(id)) {
        cleaning.add(ended);
      }
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
