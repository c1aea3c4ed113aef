package runnel.node.download;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import runnel.node.failure.NodeException;

/**
 * All downloads, and the rule of which of them may run. Pure: no clock, no disk; callers serialize.
 *
 * <p>A download has a turn from {@link #start} or {@link #clean} until {@link #finish}, whatever
 * the user says meanwhile, so that no two ever work on the same download. What the user stopped and
 * what is only cleaned up holds up nobody else, however long that takes.
 */
final class Queue {
  private final int runningMax;
  private final TreeMap<Long, Download> downloads = new TreeMap<>();
  private final Map<Long, Long> dueNanos = new HashMap<>();
  private final Map<Long, Integer> waits = new HashMap<>();
  private final Set<Long> turns = new HashSet<>();
  private long lastId;

  Queue(int runningMax) {
    this.runningMax = runningMax;
  }

  /** Takes what was kept from an earlier run of the node. */
  void load(List<Download> kept) {
    for (Download download : kept) {
      downloads.put(download.id(), download.reloaded());
      lastId = Math.max(lastId, download.id());
    }
  }

  long nextId() {
    return ++lastId;
  }

  /**
   * Adds a download.
   *
   * @throws NodeException BUSY if there are too many
   */
  void add(Download download) {
    long open = downloads.values().stream().filter(known -> !known.state().isEnded()).count();
    if (open >= DownloadLimits.OPEN) {
      throw new NodeException(
          NodeException.Kind.BUSY,
          "could not queue a download: %d wait already; cancel some, or let them end"
              .formatted(open));
    }
    downloads.put(download.id(), download);
  }

  List<Download> all() {
    return List.copyOf(downloads.values());
  }

  Optional<Download> find(long id) {
    return Optional.ofNullable(downloads.get(id));
  }

  /**
   * Changes a download as the user says.
   *
   * @return the download as it is now
   * @throws NodeException NOT_FOUND, or what the change throws
   */
  Download change(long id, UnaryOperator<Download> change) {
    Download known =
        find(id)
            .orElseThrow(() ->
                new NodeException(
                    NodeException.Kind.NOT_FOUND,
                    "there is no download %d; 'runnel downloads' lists them".formatted(id)));
    Download changed = change.apply(known);
    downloads.put(id, changed);
    if (changed.state() != State.WAITING) {
      dueNanos.remove(id);
    }
    return changed;
  }

  /**
   * Gives turns to those that may run now, the oldest first, and returns them. Why one waited is no
   * longer said: a download that is done must not tell of an owner who came back.
   */
  List<Download> start(long nowNanos) {
    List<Download> started = new ArrayList<>();
    long running = turns.stream().filter(this::mayRun).count();
    for (Download download : all()) {
      if (running + started.size() < runningMax
          && !hasTurn(download.id())
          && isDue(download, nowNanos)) {
        turns.add(download.id());
        started.add(change(download.id(), now -> now.with(now.life().with(State.RUNNING, ""))));
      }
    }
    return started;
  }

  /** Ends a turn; the download is in whatever state it came to meanwhile. */
  void finish(long id) {
    turns.remove(id);
  }

  /** Says whether the run should go on. */
  boolean mayRun(long id) {
    return find(id).filter(download -> download.state() == State.RUNNING).isPresent();
  }

  boolean hasTurn(long id) {
    return turns.contains(id);
  }

  /**
   * Gives a turn to delete what was fetched of a download; false if it has one already, or is not
   * cancelled any more: then what is there is wanted.
   */
  boolean clean(long id) {
    return find(id).filter(download -> download.state() == State.CANCELLED).isPresent()
        && turns.add(id);
  }

  /** A run can't go on now; the pause doubles from time to time. Ignored unless it runs. */
  void await(long id, String why, long nowNanos) {
    if (mayRun(id)) {
      int count = waits.merge(id, 1, Integer::sum);
      change(id, now -> now.with(now.life().with(State.WAITING, why)));
      dueNanos.put(id, nowNanos + pauseNanos(count));
    }
  }

  /** Bytes came: the next pause is a short one again. */
  void progressed(long id) {
    waits.remove(id);
  }

  /** What kept downloads waiting may be over: all that wait may run. */
  void wake(long nowNanos) {
    dueNanos.replaceAll((id, due) -> nowNanos);
  }

  /** When the next that waits is due. */
  OptionalLong nextDueNanos() {
    return dueNanos.values().stream().mapToLong(Long::longValue).min();
  }

  /** Returns the ids of those that ended longest ago, beyond the number that is kept. */
  List<Long> forgettable(int keptMax) {
    List<Download> ended =
        downloads.values().stream()
            .filter(download -> download.state().isEnded() && !hasTurn(download.id()))
            .toList();
    return ended.stream().limit(Math.max(0, ended.size() - keptMax)).map(Download::id).toList();
  }

  void forget(long id) {
    downloads.remove(id);
    dueNanos.remove(id);
    waits.remove(id);
  }

  private boolean isDue(Download download, long nowNanos) {
    return switch (download.state()) {
      case QUEUED -> true;
      case WAITING -> nowNanos - dueNanos.getOrDefault(download.id(), nowNanos) >= 0;
      case RUNNING, PAUSED, DONE, FAILED, CANCELLED -> false;
    };
  }

  private static long pauseNanos(int count) {
    long first = DownloadLimits.WAIT_FIRST.toNanos();
    return Math.min(DownloadLimits.WAIT_LAST.toNanos(), first << Math.min(count - 1, 10));
  }
}
