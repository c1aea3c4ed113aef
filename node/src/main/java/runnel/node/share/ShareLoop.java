package runnel.node.share;

import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import runnel.node.share.HashJob.Outcome;

/**
 * The share's own thread: all that changes the store happens here, one thing after the other. It
 * scans when asked, takes in hashes as they come, and publishes when there is something new.
 */
final class ShareLoop implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(ShareLoop.class.getName());

  private final Opened opened;
  private final ShareSettings.Hashing hashing;
  private final HashQueue queue;
  private final Publisher publisher;
  private final Thread thread;

  /** Bounded by what is handed to the hasher and by the threads that wait for a scan. */
  private final LinkedBlockingQueue<Event> events = new LinkedBlockingQueue<>();

  private volatile Skips skipped = Skips.NONE;
  private volatile boolean closed;

  // What follows belongs to the thread.
  private final List<CompletableFuture<Published>> scanned = new ArrayList<>();
  private final List<CompletableFuture<Published>> waiting = new ArrayList<>();
  private boolean news;
  private long settledNanos;
  private long publishedNanos;
  private long resumeNanos;

  ShareLoop(Opened opened, HashQueue queue, Publisher publisher) {
    this.opened = opened;
    this.hashing = opened.settings().hashing();
    this.queue = queue;
    this.publisher = publisher;
    this.thread = Thread.ofPlatform().name("share").daemon().unstarted(this::run);
  }

  private sealed interface Event {}

  private record Scan(CompletableFuture<Published> done) implements Event {}

  private record Wait(CompletableFuture<Published> done) implements Event {}

  private record Hashing(Outcome outcome) implements Event {}

  private record Wake() implements Event {}

  void start() {
    long now = System.nanoTime();
    publishedNanos = now;
    resumeNanos = now;
    thread.start();
  }

  Optional<Published> published() {
    return publisher.last();
  }

  Skips skipped() {
    return skipped;
  }

  void raise(long version) {
    publisher.raise(version);
  }

  CompletableFuture<Published> rescan() {
    CompletableFuture<Published> done = new CompletableFuture<>();
    submit(new Scan(done), done);
    return done;
  }

  CompletableFuture<Published> hashed() {
    CompletableFuture<Published> done = new CompletableFuture<>();
    submit(new Wait(done), done);
    return done;
  }

  @Override
  public void close() {
    closed = true;
    events.add(new Wake());
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

  private void submit(Event event, CompletableFuture<Published> done) {
    events.add(event);
    if (closed) {
      done.completeExceptionally(closedException()); // Nobody will look at the event any more.
    }
  }

  private void run() {
    while (!closed) {
      List<Event> batch = take();
      try {
        handle(batch);
      } catch (RuntimeException e) {
        fail(e);
      }
    }
    fail(take());
  }

  private List<Event> take() {
    List<Event> batch = new ArrayList<>();
    try {
      Event first = events.poll(closed ? 0 : nanosToWait(), TimeUnit.NANOSECONDS);
      if (first != null) {
        batch.add(first);
      }
    } catch (InterruptedException e) {
      closed = true; // Nobody else interrupts this thread.
    }
    events.drainTo(batch);
    return batch;
  }

  private void handle(List<Event> batch) {
    List<Outcome> outcomes = new ArrayList<>();
    boolean scan = false;
    for (Event event : batch) {
      switch (event) {
        case Scan wanted -> scan = scanned.add(wanted.done);
        case Wait wanted -> waiting.add(wanted.done);
        case Hashing finished -> outcomes.add(finished.outcome);
        case Wake _ -> {}
      }
    }
    if (!outcomes.isEmpty()) {
      queue.takeIn(outcomes);
      news = true;
    }
    if (scan) {
      skipped = opened.scan(() -> closed);
      settledNanos = System.nanoTime() + hashing.settle().toNanos();
      news = true;
    }
    goOn();
  }

  private void goOn() {
    long now = System.nanoTime();
    if (now - resumeNanos >= 0) {
      queue.handOut(outcome -> events.add(new Hashing(outcome)));
    }
    if (isTimeToPublish(now)) {
      Published published = publisher.publish();
      news = false;
      publishedNanos = System.nanoTime();
      complete(scanned, published);
    }
    if (!news && queue.isEmpty()) {
      publisher.last().ifPresent(published -> complete(waiting, published));
    }
  }

  private boolean isTimeToPublish(long now) {
    return news
        && (!queue.isBusy()
            || (!scanned.isEmpty() && now - settledNanos >= 0)
            || now - publishedNanos >= hashing.publishEvery().toNanos());
  }

  private long nanosToWait() {
    long now = System.nanoTime();
    long wait = TimeUnit.HOURS.toNanos(1);
    if (!scanned.isEmpty()) {
      wait = Math.min(wait, settledNanos - now);
    }
    if (news) {
      wait = Math.min(wait, publishedNanos + hashing.publishEvery().toNanos() - now);
    }
    if (resumeNanos - now > 0) {
      wait = Math.min(wait, resumeNanos - now);
    }
    long due = queue.dueNanos().orElse(now + wait);
    return Math.max(0, Math.min(wait, due - now));
  }

  /** Whoever waits learns why; what is to be hashed is tried again later. */
  private void fail(RuntimeException e) {
    if (!closed) {
      LOG.log(Level.WARNING, "the share was not published: {0}", e.getMessage());
    }
    resumeNanos = System.nanoTime() + hashing.retry().toNanos();
    publishedNanos = System.nanoTime();
    List.copyOf(scanned).forEach(done -> done.completeExceptionally(e));
    scanned.clear();
  }

  private void fail(List<Event> unseen) {
    for (Event event : unseen) {
      switch (event) {
        case Scan wanted -> scanned.add(wanted.done);
        case Wait wanted -> waiting.add(wanted.done);
        case Hashing _, Wake _ -> {}
      }
    }
    scanned.addAll(waiting);
    fail(closedException());
  }

  private static void complete(List<CompletableFuture<Published>> waiting, Published published) {
    List.copyOf(waiting).forEach(done -> done.complete(published));
    waiting.clear();
  }

  private static ShareException closedException() {
    return new ShareException(
        ShareException.Kind.CLOSED, "cannot publish the share: it was closed");
  }
}
