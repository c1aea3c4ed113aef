package runnel.node.transfer;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongPredicate;
import java.util.stream.LongStream;
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

    /** Says whether the peer is not asked for a while if others are there, since it failed. */
    boolean isPaused(PeerId peer);
  }

  private final Standing standing;
  // All below are guarded by this.
  private final Waits waits = new Waits();
  private final Queues pending = new Queues();
  private final Errands errands = new Errands();

  private final Company company;
  private final Picking picking;

  /**
   * @param company the others who read the same; this board's own
   */
  Board(Standing standing, Company company) {
    this.standing = standing;
    this.company = company;
    this.picking = new Picking(standing, company);
  }

  /** Adds sources that were not known, up to a number. */
  synchronized void add(Collection<Source> more) {
    picking.add(more);
  }

  /** Takes in who else reads; returns all of them to be asked what they have. */
  synchronized List<Holder> learn(Crowd crowd) {
    boolean before = company.isCrowd();
    company.learn(crowd);
    if (!before && company.isCrowd()) {
      shareOut();
    }
    return company.holders();
  }

  /** What a download asked its owner for while it knew of nobody else is shared out, too. */
  private void shareOut() {
    List<Piece> pieces = pending.takeAll(each -> each.urgency() == Urgency.DOWNLOAD);
    pieces.addAll(errands.shorten(Urgency.DOWNLOAD));
    picking.shared(pieces).forEach(pending::addLast);
  }

  /** Returns the others who read. */
  synchronized List<Holder> holders() {
    return company.holders();
  }

  /** Takes in what a holder has. */
  synchronized void has(PeerId holder, BitSet nodes) {
    company.has(holder, nodes);
  }

  /** The holder has nothing for us, or does not answer. */
  synchronized void leaves(PeerId holder) {
    company.leaves(holder);
  }

  /**
   * Returns which nodes are this node's to fetch early in the crowd it is in, if it is in one: its
   * part of what all its readers together read ahead.
   *
   * @param first from which on
   * @param end of the content's nodes
   */
  synchronized List<Long> ours(long first, long end) {
    return company.isCrowd()
        ? LongStream.range(first, Math.min(end, first + company.aheadNodes()))
            .filter(company::isOurs)
            .boxed()
            .toList()
        : List.of();
  }

  /**
   * Notes that the nodes are wanted.
   *
   * @param isThere says which need not be fetched any more
   * @return for each of the others what completes when it is there
   */
  synchronized Map<Long, CompletableFuture<Optional<byte[]>>> want(
      List<Long> nodes, Urgency urgency, LongPredicate isThere, long now) {
    Map<Long, CompletableFuture<Optional<byte[]>>> wanted = new HashMap<>();
    List<Long> begun = new ArrayList<>();
    for (long node : nodes) {
      Optional<CompletableFuture<Optional<byte[]>>> wait = waits.join(node);
      if (wait.isPresent()) {
        wanted.put(node, wait.get());
        pending.hasten(node, urgency, picking.hastened());
        if (urgency == Urgency.NOW) {
          errands.await(node);
        }
      } else if (!isThere.test(node)) {
        wanted.put(node, waits.begin(node));
        begun.add(node);
      }
    }
    List<NodeRun> runs = waits.isClosed() ? List.of() : NodeRun.of(begun);
    picking.parts(runs, urgency).forEach(run -> pending.addLast(Piece.of(run, urgency, now)));
    return wanted;
  }

  /** Counts the node as being fetched by somebody else; false if it is being fetched already. */
  synchronized boolean adopt(long node) {
    return waits.adopt(node);
  }

  /**
   * Ends what {@link #adopt} began: if somebody waits for the node it is to be fetched as usual.
   *
   * @return what completes for nobody, if nobody waits
   */
  synchronized Optional<CompletableFuture<Optional<byte[]>>> disown(long node, long now) {
    if (!waits.disown(node)) {
      return finish(node);
    }
    if (waits.contain(node) && !isCovered(node)) {
      NodeRun one = new NodeRun(node, node + 1);
      pending.addLast(Piece.of(one, Urgency.NOW, now));
    }
    return Optional.empty();
  }

  /** Hands the next errand to a source with room, if there is something to do for one. */
  synchronized Optional<Errand> next(long now) {
    if (waits.isClosed()) {
      return Optional.empty();
    }
    picking.rests(errands.isEmpty() && !pending.isEmpty(), now);
    for (Source source : picking.free(errands, now)) {
      Optional<Piece> piece =
          pending
              .take(waiting ->
                  picking.mayBegin(waiting, errands)
                      ? picking.part(source, waiting, now)
                      : Optional.empty())
              .or(() -> errands.takeOver(source, now, standing, picking));
      if (piece.isPresent()) {
        Errand errand = new Errand(source, piece.get(), now);
        errands.add(errand);
        return Optional.of(errand);
      }
    }
    return Optional.empty();
  }

  /** Notes that the source is being asked now. */
  synchronized void begun(Errand errand, long now) {
    errand.begun = true;
    errand.progressedAt = now;
  }

  /** Returns what the errand has to fetch still; empty if there is nothing. */
  synchronized Optional<NodeRun> left(Errand errand) {
    return errand.left() > 0 && !errand.givenUp && !errand.needless
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
    return waits.end(node);
  }

  /** Notes that the errand is over; what is left of it waits for another source. */
  synchronized void ended(Errand errand, Optional<NodeException> failure) {
    errands.remove(errand);
    NodeException why =
        failure.orElseGet(() -> new NodeException(NodeException.Kind.STALE, "nobody reads this"));
    List<Long> left = new ArrayList<>();
    for (long node = errand.next; node < errand.end; node++) {
      if (waits.contain(node) && !isCovered(node)) {
        left.add(node);
      }
    }
    Piece piece = errand.piece;
    PeerId peer = errand.source.peer();
    if (failure.isPresent()) {
      company.missed(peer);
    }
    pending.addFirst(NodeRun.of(left).stream().map(run -> piece.refused(run, peer, why)).toList());
  }

  /** Says whether there are pieces that every source refused. */
  synchronized boolean hasHopeless() {
    return pending.hasAny(picking::isHopeless);
  }

  /** Takes the pieces out that every source refused. */
  synchronized List<Piece> takeHopeless() {
    return pending.takeAll(picking::isHopeless);
  }

  /** Drops what waits and nobody asked for yet but in advance: the reader went elsewhere. */
  synchronized List<CompletableFuture<Optional<byte[]>>> dropAhead() {
    List<CompletableFuture<Optional<byte[]>>> dropped = new ArrayList<>();
    for (Piece piece : pending.takeAll(each -> each.urgency() == Urgency.AHEAD)) {
      for (long node = piece.nodes().first(); node < piece.nodes().end(); node++) {
        waits.end(node).ifPresent(dropped::add);
      }
    }
    return dropped;
  }

  /** Bytes per second of the slowest source of which that is known; 0 if it is of none. */
  synchronized double slowest() {
    return picking.slowest();
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

  /** Ends errands of which another source brought all that was left; returns how. */
  synchronized List<Runnable> needless() {
    return errands.endDoubled(waits::contain);
  }

  /** Says whether the errand ends because its source brought nothing for long. */
  synchronized boolean isGivenUp(Errand errand) {
    return errand.givenUp;
  }

  /** Nothing more is wanted or begun; returns what is to be done about that. */
  synchronized BoardEnd close() {
    var _ = pending.takeAll(each -> true);
    return new BoardEnd(errands.aborts(), waits.close());
  }

  private boolean isCovered(long node) {
    return errands.cover(node) || pending.contain(node);
  }
}
