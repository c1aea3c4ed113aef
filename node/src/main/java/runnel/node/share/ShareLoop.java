package runnel.node.share;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import runnel.indexd.content.ContentId;
import runnel.node.share.HashJob.Outcome;

/**
 * The share's own thread: all that changes files in the store happens here, one thing after the
 * other. It scans when asked and where something happened, takes in hashes as they come, and
 * publishes when there is something new.
 */
final class ShareLoop implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(ShareLoop.class.getName());

  /** What a publication costs; the more that is, the rarer they are. */
  private static final int REST_FACTOR = 4;

  private static final Duration REST_MAX = Duration.ofSeconds(1);

  /**
   * While there is more to describe: each publication is a change that all peers fetch, and a
   * hundred thousand files take many minutes.
   */
  private static final Duration METADATA_EVERY = Duration.ofSeconds(10);

  /** More wishes than that can't come first. */
  private static final int WANTS_MAX = 1000;

  private final ShareSettings.Hashing hashing;
  private final ShareStore store;
  private final HashQueue queue;
  private final DescribeQueue descriptions;
  private final Publisher publisher;
  private final Lookout lookout;
  private final Thread thread;

  /** Bounded by what is handed to the hasher and by the threads that wait for a scan. */
  private final LinkedBlockingQueue<ShareEvent> events = new LinkedBlockingQueue<>();

  private volatile boolean closed;

  // What follows belongs to the thread.
  private final List<CompletableFuture<Published>> scanned = new ArrayList<>();
  private final List<CompletableFuture<Published>> waiting = new ArrayList<>();

  /** When news are published at the latest; set while there are news. */
  private final Due publish = new Due();

  /** When news are published without the hashes that are still to come. */
  private final Due settle = new Due();

  /** When new metadata are published at the latest. */
  private final Due publishMetadata = new Due();

  /** Until when nothing is published. */
  private final Due rest = new Due();

  /** Until when nothing is handed to the hasher. */
  private final Due pause = new Due();

  ShareLoop(Ground ground, HashQueue queue, DescribeQueue descriptions, Publisher publisher) {
    this.hashing = ground.opened().settings().hashing();
    this.store = ground.opened().store();
    this.queue = queue;
    this.descriptions = descriptions;
    this.publisher = publisher;
    this.lookout = new Lookout(ground, () -> closed);
    this.thread = Thread.ofPlatform().name("share").daemon().unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  Optional<Published> published() {
    return publisher.last();
  }

  void raise(long version) {
    publisher.raise(version);
  }

  CompletableFuture<Published> rescan(boolean acceptEmpty) {
    CompletableFuture<Published> done = new CompletableFuture<>();
    submit(new ShareEvent.Scan(done, acceptEmpty), done);
    return done;
  }

  CompletableFuture<Published> hashed() {
    CompletableFuture<Published> done = new CompletableFuture<>();
    submit(new ShareEvent.Wait(done), done);
    return done;
  }

  /** Has a file hashed before others, if it is to be hashed at all. */
  void want(SharePath path) {
    if (events.size() < WANTS_MAX) {
      events.add(new ShareEvent.Want(path));
    }
  }

  /** Has content hashed again of which some bytes are others by now. */
  void doubt(ContentId content) {
    events.add(new ShareEvent.Doubt(content));
  }

  /** Makes the thread look whether there is something to do. */
  void wake() {
    events.add(new ShareEvent.Wake());
  }

  @Override
  public void close() {
    closed = true;
    wake();
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void submit(ShareEvent event, CompletableFuture<Published> done) {
    events.add(event);
    if (closed) {
      done.completeExceptionally(ShareFailures.closed()); // Nobody will look at it any more.
    }
  }

  private void run() {
    while (!closed) {
      List<ShareEvent> batch = take();
      try {
        handle(batch);
      } catch (RuntimeException e) {
        fail(e);
      }
    }
    fail(take());
  }

  private List<ShareEvent> take() {
    List<ShareEvent> batch = new ArrayList<>();
    try {
      ShareEvent first = events.poll(closed ? 0 : nanosToWait(), TimeUnit.NANOSECONDS);
      if (first != null) {
        batch.add(first);
      }
    } catch (InterruptedException e) {
      closed = true; // Nobody else interrupts this thread.
    }
    events.drainTo(batch);
    return batch;
  }

  private void handle(List<ShareEvent> batch) {
    List<Outcome> outcomes = new ArrayList<>();
    List<DescribeJob.Outcome> described = new ArrayList<>();
    boolean acceptEmpty = false;
    for (ShareEvent event : batch) {
      switch (event) {
        case ShareEvent.Scan wanted -> {
          scanned.add(wanted.done());
          lookout.scanAll();
          acceptEmpty |= wanted.acceptEmpty();
        }
        case ShareEvent.Wait wanted -> waiting.add(wanted.done());
        case ShareEvent.Hashing finished -> outcomes.add(finished.outcome());
        case ShareEvent.Description finished -> described.add(finished.outcome());
        case ShareEvent.Wake _ -> {}
        case ShareEvent.Want wanted -> queue.want(wanted.path());
        case ShareEvent.Doubt doubted -> hashAgain(doubted.content());
      }
    }
    if (descriptions.takeIn(described)) {
      publishMetadata.within(descriptions.isBusy() ? METADATA_EVERY : Duration.ZERO);
    }
    if (!outcomes.isEmpty()) {
      queue.takeIn(outcomes);
      publish.within(hashing.publishEvery());
    }
    if (lookout.look(acceptEmpty)) {
      publish.within(hashing.publishEvery());
      settle.within(hashing.settle());
    }
    goOn();
  }

  private void hashAgain(ContentId content) {
    LOG.log(
        Level.WARNING,
        "bytes of a shared file changed though nobody wrote to it, it is hashed again; its disk"
            + " may be failing: {0}",
        content.text());
    store.edit(List.of(edit -> edit.doubt(content)));
    publish.within(hashing.publishEvery());
  }

  private void goOn() {
    if (!pause.isSet() || pause.isNow()) {
      pause.clear();
      queue.handOut(outcome -> events.add(new ShareEvent.Hashing(outcome)));
      descriptions.handOut(outcome -> events.add(new ShareEvent.Description(outcome)));
    }
    if (isTimeToPublish()) {
      publish();
    }
    if (!publish.isSet() && queue.isEmpty()) {
      publisher.last().ifPresent(published -> complete(waiting, published));
    }
  }

  private boolean isTimeToPublish() {
    boolean rested = !rest.isSet() || rest.isNow() || !scanned.isEmpty();
    boolean ready = !queue.isBusy() || settle.isNow() || publish.isNow();
    return rested && ((publish.isSet() && ready) || publishMetadata.isNow());
  }

  private void publish() {
    long began = System.nanoTime();
    Published published = publisher.publish();
    publish.clear();
    settle.clear();
    publishMetadata.clear();
    Duration took = Duration.ofNanos(System.nanoTime() - began).multipliedBy(REST_FACTOR);
    rest.in(took.compareTo(REST_MAX) < 0 ? took : REST_MAX);
    complete(scanned, published);
  }

  private long nanosToWait() {
    long wait = lookout.nanosToWait(TimeUnit.HOURS.toNanos(1));
    if (publish.isSet()) {
      long news = queue.isBusy() ? settle.nanosLeft(publish.nanosLeft(wait)) : 0;
      long resting = rest.isSet() && scanned.isEmpty() ? rest.nanosLeft(wait) : 0;
      wait = Math.min(wait, Math.max(news, resting));
    }
    if (publishMetadata.isSet()) {
      long resting = rest.isSet() ? rest.nanosLeft(wait) : 0;
      wait = Math.min(wait, Math.max(publishMetadata.nanosLeft(wait), resting));
    }
    if (pause.isSet()) {
      return pause.nanosLeft(wait);
    }
    long now = System.nanoTime();
    long due =
        Math.min(queue.dueNanos().orElse(now + wait), descriptions.dueNanos().orElse(now + wait));
    return Math.clamp(due - now, 0, wait);
  }

  /** Whoever waits learns why; what is to be hashed is tried again later. */
  private void fail(RuntimeException e) {
    if (!closed) {
      LOG.log(Level.WARNING, "the share was not published: {0}", e.getMessage());
    }
    pause.in(hashing.retry());
    if (publish.isSet()) {
      publish.in(hashing.publishEvery());
      settle.clear();
      rest.in(hashing.retry());
    }
    List.copyOf(scanned).forEach(done -> done.completeExceptionally(e));
    scanned.clear();
  }

  private void fail(List<ShareEvent> unseen) {
    for (ShareEvent event : unseen) {
      switch (event) {
        case ShareEvent.Scan wanted -> scanned.add(wanted.done());
        case ShareEvent.Wait wanted -> waiting.add(wanted.done());
        case ShareEvent.Hashing _,
            ShareEvent.Description _,
            ShareEvent.Wake _,
            ShareEvent.Want _,
            ShareEvent.Doubt _ -> {}
      }
    }
    scanned.addAll(waiting);
    fail(ShareFailures.closed());
  }

  private static void complete(List<CompletableFuture<Published>> waiting, Published published) {
    List.copyOf(waiting).forEach(done -> done.complete(published));
    waiting.clear();
  }
}
