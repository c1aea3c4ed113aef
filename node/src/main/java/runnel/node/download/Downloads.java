package runnel.node.download;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import runnel.indexd.store.Store;
import runnel.indexd.store.StoreSettings;
import runnel.node.failure.NodeException;

/**
 * The download queue: takes wishes, runs some at once, and remembers all of it.
 *
 * <p>Thread-safe. What a call returned survives the end of the process.
 */
public final class Downloads implements AutoCloseable {
  private final Surroundings around;
  private final Path usualTarget;
  private final InstantSource clock = InstantSource.system();
  private final Planner planner;
  private final SharedQueue queue;
  private final Runs runs;

  private Downloads(Surroundings around, Path usualTarget, DownloadListener listener) {
    this.around = around;
    this.usualTarget = usualTarget;
    this.planner = new Planner(around.shares(), around.contents());
    this.queue = new SharedQueue(around.store(), around.nanoTime(), clock);
    this.runs = new Runs(around, queue, planner, listener);
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
    runs.begin();
  }

  /**
   * Queues a download.
   *
   * @throws NodeException NOT_FOUND if there is no such thing, REFUSED if there is no room or the
   *     target can't be used, UNAVAILABLE if the catalog can't be had now or the target's disk does
   *     not answer, BUSY
   */
  public DownloadView add(Wish wish) {
    Planner.Plan plan = planner.plan(wish);
    TargetFolder target = target(wish.to().orElse(usualTarget), plan.sums().bytes());
    Download download =
        new Download(
            queue.nextId(),
            plan.origin(),
            target.path(),
            plan.top() instanceof Item.Folder,
            Download.Life.BEGUN,
            plan.sums(),
            clock.millis());
    around.store().plan(download, plan.top());
    try {
      queue.add(download);
    } catch (NodeException e) {
      around.store().forget(download.id());
      throw e;
    }
    return view(download);
  }

  private static TargetFolder target(Path wanted, long bytes) {
    return Disk.ask(
        wanted,
        () -> {
          TargetFolder target = TargetFolder.of(wanted);
          target.requireRoom(bytes);
          return target;
        });
  }

  /** Returns all, in the order in which they were asked for. */
  public List<DownloadView> list() {
    return queue.all().stream().map(this::view).toList();
  }

  /** The number of changes so far, for {@link #awaitChange}. */
  public long revision() {
    return queue.following().revision();
  }

  /**
   * Waits for more changes than that, or for some progress of what runs.
   *
   * @param wait at most so long; cut to 30 s
   * @throws NodeException BUSY if too many wait already
   */
  public void awaitChange(long revision, Duration wait) {
    queue.following().await(revision, wait, runs::any);
  }

  /** Stops a download for now. */
  public DownloadView pause(long id) {
    return view(queue.change(id, Download::paused));
  }

  /** Lets a download go on. */
  public DownloadView resume(long id) {
    return view(queue.change(id, Download::resumed));
  }

  /** Gives a download up; what was fetched of it is deleted behind. */
  public DownloadView cancel(long id) {
    Download cancelled = queue.change(id, download -> download.cancelled(clock.millis()));
    runs.clean(cancelled);
    return view(cancelled);
  }

  /** Tries a download now that waits, or once more that failed or was given up. */
  public DownloadView retry(long id) {
    return view(queue.change(id, Download::retried));
  }

  /** What kept downloads waiting may be over. */
  public void wake() {
    queue.wake();
  }

  /** Stops what runs, which goes on at the next start; waits for it some seconds at most. */
  @Override
  public void close() {
    queue.close();
  }

  private DownloadView view(Download download) {
    return DownloadView.of(download, runs.live(download.id()));
  }
}
