package runnel.node.download;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import runnel.indexd.store.Store;
import runnel.indexd.store.StoreException;
import runnel.indexd.store.StoreSettings;
import runnel.node.failure.IoReason;
import runnel.node.failure.NodeException;

/**
 * The download queue: takes wishes, runs some at once, and remembers all of it.
 *
 * <p>Thread-safe. What a call returned survives the end of the process.
 */
public final class Downloads implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(Downloads.class.getName());

  private final Surroundings around;
  private final Path usualTarget;
  private final DownloadListener listener;
  private final InstantSource clock = InstantSource.system();
  private final Planner planner;
  private final Following following = new Following();
  private final Map<Long, Live> live = new ConcurrentHashMap<>();
  // Guarded by this, which is notified of each change.
  private final Queue queue = new Queue(DownloadLimits.RUNNING);
  // Guarded by this.
  private boolean closed;
  private int runs;

  private Downloads(Surroundings around, Path usualTarget, DownloadListener listener) {
    this.around = around;
    this.usualTarget = usualTarget;
    this.listener = listener;
    this.planner = new Planner(around.shares(), around.contents());
    queue.load(around.store().all());
  }

  /** Returns what the store is opened with. */
  public static StoreSettings storeSettings() {
    return DownloadStore.settings();
  }

  /**
   * Opens the queue; nothing runs before {@link #begin}.
   *
   * @param store used by nobody else; the caller closes it after this
   * @param usualTarget where results go unless a wish says otherwise; made when it is needed
   */
  public static Downloads open(
      Store store, Network network, Path usualTarget, DownloadListener listener) {
    Surroundings around =
        new Surroundings(
            new DownloadStore(store),
            network.shares(),
            network.contents(),
            new Turns(),
            System::nanoTime);
    return new Downloads(around, usualTarget, listener);
  }

  /** Where things come from. */
  public record Network(Shares shares, Contents contents) {}

  /** Begins, or goes on where an earlier process ended. */
  public void begin() {
    Thread.ofVirtual().name("downloads").start(this::loop);
  }

  /**
   * Queues a download.
   *
   * @throws NodeException NOT_FOUND if there is no such thing, REFUSED if there is no room or the
   *     target can't be used, UNAVAILABLE if the catalog can't be had now, BUSY
   */
  public DownloadView add(Wish wish) {
    Planner.Plan plan = planner.plan(wish);
    Path target = target(wish.to().orElse(usualTarget));
    requireRoom(plan, target);
    long id;
    synchronized (this) {
      id = queue.nextId();
    }
    Download download =
        new Download(
            id,
            plan.origin(),
            target,
            plan.top() instanceof Item.Folder,
            Download.Life.BEGUN,
            plan.sums(),
            clock.millis());
    around.store().plan(download, plan.top());
    try {
      synchronized (this) {
        queue.add(download);
        notifyAll();
      }
    } catch (NodeException e) {
      around.store().forget(id);
      throw e;
    }
    following.changed();
    return view(download);
  }

  /** Returns all, in the order in which they were asked for. */
  public List<DownloadView> list() {
    List<Download> all;
    synchronized (this) {
      all = queue.all();
    }
    return all.stream().map(this::view).toList();
  }

  /** The number of changes so far, for {@link #awaitChange}. */
  public long revision() {
    return following.revision();
  }

  /**
   * Waits for more changes than that, or for some progress of what runs.
   *
   * @param wait at most so long; cut to 30 s
   * @throws NodeException BUSY if too many wait already
   */
  public void awaitChange(long revision, Duration wait) {
    following.await(revision, wait, () -> !live.isEmpty());
  }

  /** Stops a download for now. */
  public DownloadView pause(long id) {
    return change(id, Download::paused);
  }

  /** Lets a download go on. */
  public DownloadView resume(long id) {
    return change(id, Download::resumed);
  }

  /** Gives a download up and deletes what was fetched of it. */
  public DownloadView cancel(long id) {
    DownloadView cancelled = change(id, download -> download.cancelled(clock.millis()));
    boolean idle;
    synchronized (this) {
      idle = !queue.hasTurn(id);
    }
    if (idle) {
      clean(cancelled.download());
    }
    return cancelled;
  }

  /** Tries a download now that waits, or once more that failed or was given up. */
  public DownloadView retry(long id) {
    return change(id, Download::retried);
  }

  /** What kept downloads waiting may be over. */
  public void wake() {
    synchronized (this) {
      queue.wake(around.nanoTime().getAsLong());
      notifyAll();
    }
  }

  /** Stops what runs, which goes on at the next start; waits for it some seconds at most. */
  @Override
  public void close() {
    long deadline = System.nanoTime() + DownloadLimits.CLOSE_WAIT.toNanos();
    synchronized (this) {
      closed = true;
      notifyAll();
      long left = deadline - System.nanoTime();
      while (runs > 0 && left > 0) {
        try {
          TimeUnit.NANOSECONDS.timedWait(this, left);
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          return;
        }
        left = deadline - System.nanoTime();
      }
    }
  }

  private DownloadView change(long id, UnaryOperator<Download> change) {
    Download changed;
    synchronized (this) {
      changed = queue.change(id, change);
      notifyAll();
    }
    save(id);
    following.changed();
    return view(changed);
  }

  private DownloadView view(Download download) {
    return DownloadView.of(download, Optional.ofNullable(live.get(download.id())));
  }

  private void save(long id) {
    around.store().save(id, () -> find(id));
  }

  private synchronized Optional<Download> find(long id) {
    return queue.find(id);
  }

  private static Path target(Path wanted) {
    try {
      Files.createDirectories(wanted);
      return wanted.toRealPath();
    } catch (IOException e) {
      throw new NodeException(
          NodeException.Kind.REFUSED,
          "could not use the folder %s: %s; choose another with --to"
              .formatted(wanted, IoReason.of(e)),
          e);
    }
  }

  private static void requireRoom(Planner.Plan plan, Path target) {
    try {
      long free = Files.getFileStore(target).getUsableSpace() - DownloadLimits.RESERVE_BYTES;
      if (plan.sums().bytes() > free) {
        throw new NodeException(
            NodeException.Kind.REFUSED,
            "could not queue the download: it has %d bytes, and %s has room for %d; make room, or choose another folder with --to"
                .formatted(plan.sums().bytes(), target, Math.max(0, free)));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void loop() {
    boolean goOn = true;
    while (goOn) {
      List<Download> started = List.of();
      synchronized (this) {
        if (!closed) {
          started = queue.start(around.nanoTime().getAsLong());
          runs += started.size();
        }
        if (started.isEmpty()) {
          goOn = awaitTurn();
        }
      }
      for (Download download : started) {
        live.put(download.id(), new Live(around.nanoTime()));
        Thread.ofVirtual().name("download " + download.id()).start(() -> run(download.id()));
      }
      forgetOld();
    }
  }

  /** Says false at the end. The caller holds the lock. */
  private boolean awaitTurn() {
    try {
      long now = around.nanoTime().getAsLong();
      long left = queue.nextDueNanos().orElse(now + DownloadLimits.WAIT_LAST.toNanos()) - now;
      if (!closed) {
        TimeUnit.NANOSECONDS.timedWait(this, Math.max(1_000_000, left));
      }
      return !closed;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
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
    Download download = find(id).orElseThrow();
    if (!download.life().planned()) {
      Planner.Plan plan = planner.again(download.origin());
      synchronized (this) {
        queue.change(id, now -> now.with(now.life().planned(true)).with(plan.sums()));
      }
      around.store().plan(find(id).orElseThrow(), plan.top());
    }
    return new DownloadRun(around, new OwnDesk(id), live.get(id)).run();
  }

  private void finish(long id, Outcome outcome) {
    live.remove(id);
    Optional<Download> ended = Optional.empty();
    boolean cancelled;
    synchronized (this) {
      boolean running = queue.mayRun(id);
      conclude(id, outcome);
      cancelled = find(id).filter(now -> now.state() == State.CANCELLED).isPresent();
      if (running) {
        ended = find(id).filter(now -> now.state().isEnded());
      }
    }
    try {
      if (cancelled) {
        clean(find(id).orElseThrow());
      }
      save(id);
    } catch (StoreException e) {
      LOG.log(System.Logger.Level.WARNING, "could not note a download: {0}", e.getMessage());
    } finally {
      synchronized (this) {
        queue.finish(id);
        runs--;
        notifyAll();
      }
    }
    following.changed();
    ended.ifPresent(this::tell);
  }

  /** The caller holds the lock. What the user said meanwhile stands. */
  private void conclude(long id, Outcome outcome) {
    if (!queue.mayRun(id)) {
      return;
    }
    long now = clock.millis();
    switch (outcome) {
      case Outcome.Done done ->
          queue.change(
              id, known -> known.with(known.life().ended(State.DONE, known.life().note(), now)));
      case Outcome.Failed failure ->
          queue.change(
              id, known -> known.with(known.life().ended(State.FAILED, failure.why(), now)));
      case Outcome.Lost lost ->
          queue.change(id, known -> known.with(known.life().ended(State.FAILED, lost.why(), now)));
      case Outcome.Later later -> queue.await(id, later.why(), around.nanoTime().getAsLong());
      case Outcome.Stopped stopped ->
          queue.change(id, known -> known.with(known.life().with(State.QUEUED, "")));
    }
  }

  private void tell(Download ended) {
    if (ended.state() == State.DONE) {
      listener.finished(ended);
    } else if (ended.state() == State.FAILED) {
      listener.failed(ended);
    }
  }

  private void clean(Download download) {
    try {
      new Staging(download.target(), download.id(), download.origin().name()).remove();
      around.store().clear(download.id());
    } catch (IOException e) {
      LOG.log(
          System.Logger.Level.WARNING,
          "could not delete what was fetched of download {0}: {1}",
          download.id(),
          IoReason.of(e));
    }
  }

  private void forgetOld() {
    List<Long> old;
    synchronized (this) {
      old = new ArrayList<>(queue.forgettable(DownloadLimits.ENDED));
      old.forEach(queue::forget);
    }
    old.forEach(around.store()::forget);
  }

  /** What a run sees of its download. */
  private final class OwnDesk implements Desk {
    private final long id;

    OwnDesk(long id) {
      this.id = id;
    }

    @Override
    public boolean isStopped() {
      synchronized (Downloads.this) {
        return closed || !queue.mayRun(id);
      }
    }

    @Override
    public void sums(UnaryOperator<Sums> change) {
      synchronized (Downloads.this) {
        queue.change(id, known -> known.with(change.apply(known.sums())));
        queue.progressed(id);
      }
      save(id);
      following.changed();
    }

    @Override
    public void named(String result) {
      synchronized (Downloads.this) {
        queue.change(id, known -> known.with(known.life().named(result)));
      }
      save(id);
    }

    @Override
    public void note(String text) {
      synchronized (Downloads.this) {
        queue.change(id, known -> known.with(known.life().with(known.state(), text)));
      }
    }

    @Override
    public Download now() {
      return find(id).orElseThrow();
    }
  }
}
