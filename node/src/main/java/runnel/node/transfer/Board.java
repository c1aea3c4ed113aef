package runnel.node.transfer;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongPredicate;
import runnel.indexd.identity.PeerId;
import runnel.node.failure.NodeException;

/**
 * Which nodes of one content are wanted, which wait for a source and which source fetches which.
 *
 * <p>Sources pull: whoever has room takes the next piece, so that a fast one takes more. When
 * nothing waits, a source with nothing to do takes over a part of what another has not begun, by
 * their speeds; or all of it, beside the other, when that one stands still.
 *
 * <p>Thread-safe; no I/O, no clock of its own. The futures are completed by the callers, without
 * the lock.
 */
final class Board {
  /** What is known of peers by what they did. */
  interface Standing {
    /** Bytes per second; 0 if that is not known. */
    double speed(PeerId peer);

    /** Says whether the peer is not asked for a while, since it failed. */
    boolean isPaused(PeerId peer);
  }

  private final Standing standing;
  // All below are guarded by this.
  private final Map<Long, CompletableFuture<Optional<byte[]>>> waits = new HashMap<>();
  private final Map<Urgency, Deque<Piece>> pending = new EnumMap<>(Urgency.class);
  private final Errands errands = new Errands();

  /** Nodes that come with others in one request, for none of which anybody waits yet. */
  private final Set<Long> adopted = new HashSet<>();

  private final Map<PeerId, Source> sources = new LinkedHashMap<>();

  Board(Standing standing) {
    this.standing = standing;
    for (Urgency urgency : Urgency.values()) {
      pending.put(urgency, new ArrayDeque<>());
    }
  }

  /** Adds sources that were not known, up to a number. */
  synchronized void add(Collection<Source> more) {
    for (Source source : more) {
      if (sources.size() < TransferLimits.SOURCES_PER_CONTENT) {
        var _ = sources.putIfAbsent(source.peer(), source);
      }
    }
  }

  /**
   * Notes that the nodes are wanted.
   *
   * @param isThere says which need not be fetched any more
   * @return for each of the others what completes when it is there
   */
  synchronized Map<Long, CompletableFuture<Optional<byte[]>>> want(
      List<Long> nodes, Urgency urgency, LongPredicate isThere) {
    Map<Long, CompletableFuture<Optional<byte[]>>> wanted = new HashMap<>();
    List<Long> begun = new ArrayList<>();
    for (long node : nodes) {
      CompletableFuture<Optional<byte[]>> wait = waits.get(node);
      if (wait != null) {
        wanted.put(node, wait);
        boolean _ = adopted.remove(node);
        hasten(node, urgency);
      } else if (!isThere.test(node)) {
        wait = new CompletableFuture<>();
        waits.put(node, wait);
        wanted.put(node, wait);
        begun.add(node);
      }
    }
    NodeRun.of(begun).forEach(run -> pending.get(urgency).addLast(Piece.of(run, urgency)));
    return wanted;
  }

  /** Counts the node as being fetched by somebody else; false if it is being fetched already. */
  synchronized boolean adopt(long node) {
    if (waits.containsKey(node)) {
      return false;
    }
    waits.put(node, new CompletableFuture<>());
    return adopted.add(node);
  }

  /**
   * Ends what {@link #adopt} began: if somebody waits for the node it is to be fetched as usual.
   *
   * @return what completes for nobody, if nobody waits
   */
  synchronized Optional<CompletableFuture<Optional<byte[]>>> disown(long node) {
    boolean isAwaited = !adopted.remove(node);
    if (!isAwaited) {
      return finish(node);
    }
    if (waits.containsKey(node) && !isCovered(node)) {
      NodeRun one = new NodeRun(node, node + 1);
      pending.get(Urgency.NOW).addLast(Piece.of(one, Urgency.NOW));
    }
    return Optional.empty();
  }

  /** Hands the next errand to a source with room, if there is something to do for one. */
  synchronized Optional<Errand> next(long now) {
    List<Source> free =
        sources.values().stream()
            .filter(this::hasRoom)
            .sorted(
                Comparator.comparing((Source source) -> standing.isPaused(source.peer()))
                    .thenComparingLong(errands::of)
                    .thenComparingDouble(source -> -standing.speed(source.peer())))
            .toList();
    for (Source source : free) {
      Optional<Piece> piece = take(source).or(() -> errands.takeOver(source, now, standing));
      if (piece.isPresent()) {
        Errand errand = new Errand(source, piece.get(), now);
        errands.add(errand);
        return Optional.of(errand);
      }
    }
    return Optional.empty();
  }

  /** Notes that the source is being asked now, and how to give that up. */
  synchronized void begun(Errand errand, Runnable abort, long now) {
    errand.abort = Optional.of(abort);
    errand.progressedAt = now;
  }

  /** Returns what the errand has to fetch still; empty if there is nothing. */
  synchronized Optional<NodeRun> left(Errand errand) {
    return errand.left() > 0 && !errand.givenUp
        ? Optional.of(new NodeRun(errand.next, errand.end))
        : Optional.empty();
  }

  /** Notes a node's arrival; says whether the errand's source is to send more. */
  synchronized boolean arrived(Errand errand, long node, long now) {
    errand.next = node + 1;
    errand.progressedAt = now;
    return errand.next < errand.end || errand.end == errand.askedEnd;
  }

  /** Notes that the errand's source is held back by our own limits, or no longer. */
  synchronized void held(Errand errand, boolean held, long now) {
    errand.held = held;
    errand.progressedAt = now;
  }

  /** Ends the wait for a node, which the caller completes. */
  synchronized Optional<CompletableFuture<Optional<byte[]>>> finish(long node) {
    return Optional.ofNullable(waits.remove(node));
  }

  /** Notes that the errand is over; what is left of it waits for another source. */
  synchronized void ended(Errand errand, Optional<NodeException> failure) {
    errands.remove(errand);
    NodeException why =
        failure.orElseGet(() -> new NodeException(NodeException.Kind.STALE, "nobody reads this"));
    List<Long> left = new ArrayList<>();
    for (long node = errand.next; node < errand.end; node++) {
      if (waits.containsKey(node) && !isCovered(node)) {
        left.add(node);
      }
    }
    Piece piece = errand.piece;
    Deque<Piece> queue = pending.get(piece.urgency());
    NodeRun.of(left)
        .reversed()
        .forEach(run -> queue.addFirst(piece.refused(run, errand.source.peer(), why)));
  }

  /** Takes the pieces out that every source refused. */
  synchronized List<Piece> takeHopeless() {
    List<Piece> hopeless = new ArrayList<>();
    for (Deque<Piece> queue : pending.values()) {
      Iterator<Piece> pieces = queue.iterator();
      while (pieces.hasNext()) {
        Piece piece = pieces.next();
        if (piece.refusedBy().containsAll(sources.keySet())) {
          pieces.remove();
          hopeless.add(piece);
        }
      }
    }
    return hopeless;
  }

  /** Puts pieces back that may have hope after all. */
  synchronized void putBack(List<Piece> pieces) {
    pieces.reversed().forEach(piece -> pending.get(piece.urgency()).addFirst(piece));
  }

  /** Drops what waits and nobody asked for yet but in advance: the reader went elsewhere. */
  synchronized List<CompletableFuture<Optional<byte[]>>> dropAhead() {
    List<CompletableFuture<Optional<byte[]>>> dropped = new ArrayList<>();
    for (Piece piece : pending.get(Urgency.AHEAD)) {
      for (long node = piece.nodes().first(); node < piece.nodes().end(); node++) {
        Optional.ofNullable(waits.remove(node)).ifPresent(dropped::add);
      }
    }
    pending.get(Urgency.AHEAD).clear();
    return dropped;
  }

  /** Says whether a source is being asked. */
  synchronized boolean isBusy() {
    return !errands.isEmpty();
  }

  /** Says whether some errand brought nothing for so long. */
  synchronized boolean hasStalled(long now, long nanos) {
    return errands.haveStalled(now, nanos);
  }

  /** Gives up sources that brought no node of this content for so long; returns how. */
  synchronized List<Runnable> trickling(long now, long nanos) {
    return errands.giveUpTrickling(now, nanos);
  }

  /** Gives up errands of which another source brought all that was left; returns how. */
  synchronized List<Runnable> needless() {
    return errands.giveUpDoubled(waits::containsKey);
  }

  synchronized boolean isGivenUp(Errand errand) {
    return errand.givenUp;
  }

  private boolean hasRoom(Source source) {
    long most =
        sources.size() == 1 ? TransferLimits.REQUESTS_PER_PEER : TransferLimits.REQUESTS_OF_SEVERAL;
    return errands.of(source) < most;
  }

  private Optional<Piece> take(Source source) {
    for (Deque<Piece> queue : pending.values()) {
      for (Piece piece : queue) {
        if (mayTake(source, piece)) {
          queue.remove(piece);
          return Optional.of(cut(piece, queue));
        }
      }
    }
    return Optional.empty();
  }

  /** A peer that failed lately is asked only for what no other can be asked for. */
  private boolean mayTake(Source source, Piece piece) {
    return !piece.refusedBy().contains(source.peer())
        && (!standing.isPaused(source.peer())
            || sources.keySet().stream()
                .allMatch(each -> standing.isPaused(each) || piece.refusedBy().contains(each)));
  }

  /** Several sources share smaller pieces, so that none waits long for the slowest. */
  private Piece cut(Piece piece, Deque<Piece> queue) {
    NodeRun all = piece.nodes();
    long end = Math.min(all.end(), all.first() + TransferLimits.SHARED_NODES);
    if (sources.size() == 1 || end == all.end()) {
      return piece;
    }
    queue.addFirst(piece.only(new NodeRun(end, all.end())));
    return piece.only(new NodeRun(all.first(), end));
  }

  private boolean isCovered(long node) {
    return errands.cover(node)
        || pending.values().stream()
            .flatMap(Collection::stream)
            .anyMatch(piece -> piece.nodes().contains(node));
  }

  /** What was wanted in advance and is waited for now goes before the rest. */
  private void hasten(long node, Urgency urgency) {
    for (Urgency later : Urgency.values()) {
      if (later.compareTo(urgency) > 0) {
        Optional<Piece> found =
            pending.get(later).stream().filter(piece -> piece.nodes().contains(node)).findFirst();
        found.ifPresent(piece -> {
          pending.get(later).remove(piece);
          pending.get(urgency).addLast(piece.as(urgency));
        });
      }
    }
  }
}
