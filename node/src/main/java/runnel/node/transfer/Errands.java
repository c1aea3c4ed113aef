package runnel.node.transfer;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongPredicate;
import java.util.function.Predicate;
import java.util.stream.LongStream;
import runnel.indexd.identity.PeerId;

/**
 * The errands of one content that are under way, and who takes over from whom. Belongs to a {@link
 * Board}, under its lock.
 */
final class Errands {
  private final List<Errand> all = new ArrayList<>();

  void add(Errand errand) {
    all.add(errand);
  }

  void remove(Errand errand) {
    all.remove(errand);
  }

  boolean isEmpty() {
    return all.isEmpty();
  }

  /** How many there are. */
  int count() {
    return all.size();
  }

  /** How many the source is on. */
  long of(Source source) {
    return all.stream().filter(each -> each.source.peer().equals(source.peer())).count();
  }

  /** Says whether the source has brought nothing on some errand for long. */
  boolean standStill(Source source, long now) {
    return all.stream()
        .anyMatch(each -> each.source.peer().equals(source.peer()) && isStalled(each, now));
  }

  /** Returns how all are given up. */
  List<Runnable> aborts() {
    return all.stream().<Runnable>map(each -> each.abort).toList();
  }

  boolean cover(long node) {
    return all.stream().anyMatch(each -> each.covers(node));
  }

  /** Somebody waits for the node. */
  void await(long node) {
    all.stream().filter(each -> each.covers(node)).forEach(each -> each.awaited = true);
  }

  /** Ends those of that urgency with the node that is under way; returns what is left of them. */
  List<Piece> shorten(Urgency urgency) {
    List<Piece> rest = new ArrayList<>();
    for (Errand errand : all) {
      long end = errand.next + 1;
      if (errand.piece.urgency() == urgency && end < errand.end) {
        rest.add(errand.piece.only(new NodeRun(end, errand.end)));
        errand.end = end;
      }
    }
    return rest;
  }

  boolean haveStalled(long now, long nanos) {
    return all.stream().anyMatch(each -> each.nanosStill(now) >= nanos);
  }

  /** Gives up those of sources of which none brought a node for so long; returns how. */
  List<Runnable> giveUpTrickling(long now, long nanos) {
    Map<PeerId, Long> progress = new HashMap<>();
    all.forEach(each -> progress.merge(each.source.peer(), each.nanosStill(now), Math::min));
    long patient = TransferLimits.TRICKLE_OF_DOWNLOADS.toNanos();
    return giveUp(each ->
        progress.get(each.source.peer())
            >= (each.piece.urgency() == Urgency.DOWNLOAD ? patient : nanos));
  }

  /**
   * Ends those that are doubled and of which nothing is wanted any more; returns how. That is no
   * failure of the source: one that serves many lets an errand stand still now and then.
   */
  List<Runnable> endDoubled(LongPredicate isWanted) {
    List<Runnable> aborts = new ArrayList<>();
    for (Errand errand : all) {
      boolean wanted = LongStream.range(errand.next, errand.end).anyMatch(isWanted);
      if (errand.doubled && !wanted && !errand.needless) {
        errand.needless = true;
        aborts.add(errand.abort);
      }
    }
    return aborts;
  }

  private List<Runnable> giveUp(Predicate<Errand> which) {
    List<Runnable> aborts = new ArrayList<>();
    for (Errand errand : all) {
      if (errand.begun && !errand.givenUp && which.test(errand)) {
        errand.givenUp = true;
        aborts.add(errand.abort);
      }
    }
    return aborts;
  }

  /** Returns what an idle source takes over of what another has not brought yet. */
  Optional<Piece> takeOver(Source source, long now, Board.Standing standing, Picking picking) {
    if (standing.isPaused(source.peer())) {
      return Optional.empty();
    }
    return all.stream()
        .filter(each -> !each.source.peer().equals(source.peer()))
        .filter(each -> !each.piece.refusedBy().contains(source.peer()))
        .filter(each -> each.left() > 0 && !each.doubled)
        .filter(each -> picking.mayTakeOver(source, each, each.nanosStill(now)))
        .max(Comparator.comparingLong(each -> weight(each, now)))
        .flatMap(slowest ->
            isStalled(slowest, now)
                ? Optional.of(rest(slowest, source, picking))
                : part(slowest, source, standing, picking));
  }

  /** What stands still first, then what has most before it. */
  private static long weight(Errand errand, long now) {
    return errand.left() + (isStalled(errand, now) ? TransferLimits.REQUEST_NODES_MAX : 0);
  }

  private static boolean isStalled(Errand errand, long now) {
    return errand.nanosStill(now) >= TransferLimits.STALLED.toNanos();
  }

  /** All that is left, beside the other, or what the thief can take of it, instead of the other. */
  private static Piece rest(Errand from, Source thief, Picking picking) {
    NodeRun left = new NodeRun(from.next, from.end);
    NodeRun taken = picking.takenOver(thief, left);
    from.doubled = taken.equals(left);
    from.end = from.doubled ? from.end : taken.first();
    return from.piece.only(taken);
  }

  private Optional<Piece> part(
      Errand from, Source thief, Board.Standing standing, Picking picking) {
    // The node that is under way stays; of the others half, or as the speeds say.
    long taken = (long) ((from.left() - 1) * share(from, thief, standing));
    if (taken < TransferLimits.TAKEN_OVER_MIN || of(thief) > 0) {
      return Optional.empty();
    }
    NodeRun nodes = picking.takenOver(thief, new NodeRun(from.end - taken, from.end));
    if (nodes.end() - nodes.first() < TransferLimits.TAKEN_OVER_MIN) {
      return Optional.empty();
    }
    from.end = nodes.first();
    return Optional.of(from.piece.only(nodes));
  }

  private double share(Errand from, Source thief, Board.Standing standing) {
    double his = standing.speed(from.source.peer()) / Math.max(1, of(from.source));
    double mine = standing.speed(thief.peer());
    return his <= 0 || mine <= 0 ? 0.5 : mine / (his + mine);
  }
}
