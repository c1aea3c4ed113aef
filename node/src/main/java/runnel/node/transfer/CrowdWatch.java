package runnel.node.transfer;

import java.time.Duration;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import runnel.indexd.content.ContentId;
import runnel.indexd.identity.PeerId;

/**
 * Keeps a {@link Board} told who else reads its content and what they have of it, while somebody
 * wants something of it here. Thread-safe; asks on threads of its own.
 */
final class CrowdWatch implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(CrowdWatch.class.getName());
  private static final Duration TICK = Duration.ofMillis(200);

  private final ContentId content;
  private final Board board;
  private final Engine engine;
  private final Runnable changed;
  // All below are guarded by this.
  private List<Source> owners = List.of();
  private int asked;
  private long wantedAt;
  private boolean running;
  private boolean closed;
  private final Set<PeerId> beingAsked = new HashSet<>();

  /** Until when holders are not asked that failed. */
  private final Map<PeerId, Long> resting = new HashMap<>();

  /**
   * @param changed is called now and then, as something may be fetched that could not be before
   */
  CrowdWatch(ContentId content, Board board, Engine engine, Runnable changed) {
    this.content = content;
    this.board = board;
    this.engine = engine;
    this.changed = changed;
  }

  /** Something is wanted, which these peers share. */
  synchronized void wanted(List<Source> from) {
    if (closed
        || from.isEmpty()
        || engine.crowds().self().isEmpty()
        || content.length() > TransferLimits.CROWD_BYTES_MAX) {
      return;
    }
    owners = from;
    wantedAt = engine.now();
    if (!running) {
      running = true;
      Thread.ofVirtual().name("crowd").start(this::run);
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
  }

  private void run() {
    Rounds rounds = new Rounds();
    try {
      while (isWanted()) {
        rounds.next();
        Thread.sleep(TICK);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Who is asked when. Confined to the watching thread. */
  private final class Rounds {
    private Duration pause = TransferLimits.CROWD_AFTER;
    private long nextOwner = engine.now();
    private long nextHolders = nextOwner;

    /** What fails unexpectedly ends one round, not the watch: nobody else would begin another. */
    void next() {
      try {
        ask();
        changed.run();
      } catch (RuntimeException e) {
        LOG.log(System.Logger.Level.WARNING, "could not ask who else reads {0}: {1}", content, e);
      }
    }

    private void ask() {
      long now = engine.now();
      if (now - nextOwner >= 0) {
        nextOwner = now + pause.toNanos();
        Duration longer = pause.multipliedBy(2);
        pause = longer.compareTo(TransferLimits.CROWD_EVERY) < 0 ? longer : pause;
        askOwner();
      }
      if (now - nextHolders >= 0) {
        nextHolders = now + TransferLimits.HOLDERS_EVERY.toNanos();
        board.holders().forEach(CrowdWatch.this::ask);
      }
    }
  }

  /** Says whether to go on; if not, the next who wants something begins anew. */
  private synchronized boolean isWanted() {
    running = !closed && engine.now() - wantedAt < TransferLimits.CROWD_IDLE.toNanos();
    return running;
  }

  private void askOwner() {
    Source owner;
    synchronized (this) {
      owner = owners.get(asked % owners.size());
    }
    try {
      Crowd crowd = engine.crowds().of(content, owner);
      List<Holder> fit =
          crowd.holders().stream().filter(holder -> !isResting(holder.peer())).toList();
      board.learn(new Crowd(crowd.readers(), fit)).forEach(this::ask);
    } catch (SourceFailure e) {
      LOG.log(
          System.Logger.Level.DEBUG,
          "who else reads is not known: {0} {1}",
          owner.name(),
          e.getMessage());
      synchronized (this) {
        asked++;
      }
    }
  }

  private void ask(Holder holder) {
    boolean free;
    synchronized (this) {
      free = !closed && beingAsked.add(holder.peer());
    }
    if (free) {
      Thread.ofVirtual().name("holder").start(() -> refresh(holder));
    }
  }

  private void refresh(Holder holder) {
    try {
      BitSet nodes = holder.nodes(content);
      board.has(holder.peer(), nodes);
    } catch (SourceFailure | RuntimeException e) {
      LOG.log(
          System.Logger.Level.DEBUG, "peer {0}, also a reader: {1}", holder.name(), e.getMessage());
      board.leaves(holder.peer());
      synchronized (this) {
        resting.put(holder.peer(), engine.now() + TransferLimits.HOLDER_REST.toNanos());
      }
    } finally {
      synchronized (this) {
        boolean _ = beingAsked.remove(holder.peer());
      }
    }
  }

  private synchronized boolean isResting(PeerId peer) {
    if (resting.size() > TransferLimits.EXPELLED_MAX) {
      resting.values().removeIf(until -> engine.now() - until >= 0);
    }
    Long until = resting.get(peer);
    return (until != null && engine.now() - until < 0)
        || resting.size() > TransferLimits.EXPELLED_MAX;
  }
}
