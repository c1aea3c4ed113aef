package runnel.node.transfer;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import runnel.indexd.identity.PeerId;

/**
 * Who is asked for what: sources that have all of a content, and holders that have some of it.
 * Belongs to a {@link Board}, under its lock.
 */
final class Picking {
  private final Board.Standing standing;
  private final Company company;
  private final Map<PeerId, Source> owners = new LinkedHashMap<>();
  private final Sparing sparing = new Sparing();

  Picking(Board.Standing standing, Company company) {
    this.standing = standing;
    this.company = company;
  }

  /** Adds sources that were not known, up to a number. */
  void add(Collection<Source> more) {
    for (Source source : more) {
      if (owners.size() < TransferLimits.SOURCES_PER_CONTENT) {
        var _ = owners.putIfAbsent(source.peer(), source);
      }
    }
  }

  /** Bytes per second of the slowest owner of which that is known; 0 if it is of none. */
  double slowest() {
    return owners.keySet().stream()
        .mapToDouble(standing::speed)
        .filter(speed -> speed > 0)
        .min()
        .orElse(0);
  }

  /** Notes whether something is wanted and nobody is asked for any of it. */
  void rests(boolean now, long nanos) {
    sparing.rests(now, nanos);
  }

  /** Returns those with room for a request, in the order in which they are to be asked. */
  List<Source> free(Errands errands, long now) {
    boolean isCrowd = company.isCrowd();
    return Stream.concat(holders(), owners.values().stream())
        .filter(source -> errands.of(source) < most())
        .filter(source -> !isHolder(source) || !errands.standStill(source, now))
        .sorted(
            Comparator.comparing((Source source) -> standing.isPaused(source.peer()))
                .thenComparing(source -> isCrowd && !isHolder(source))
                .thenComparingLong(errands::of)
                .thenComparingDouble(source -> -standing.speed(source.peer())))
        .toList();
  }

  /**
   * Says whether there is room for one more errand. Where many ask each other, more requests bring
   * nothing sooner, but let each stand still for longer.
   */
  boolean mayBegin(Piece piece, Errands errands) {
    return piece.urgency() == Urgency.NOW
        || !company.isCrowd()
        || errands.count() < TransferLimits.REQUESTS_IN_CROWD;
  }

  /**
   * Returns the part of the piece for which the source is asked, if any. A holder may know no more
   * than its own nodes and their proofs, so it is asked for what can be proven by these.
   */
  Optional<NodeRun> part(Source source, Piece piece, long now) {
    if (piece.refusedBy().contains(source.peer())) {
      return Optional.empty();
    }
    Optional<NodeRun> there =
        isHolder(source)
            ? company.partOf(source.peer(), piece.nodes())
            : Optional.of(piece.nodes()).filter(nodes -> mayAskOwner(piece, now));
    return there
        .filter(nodes -> !standing.isPaused(source.peer()) || isLastHope(nodes.first(), piece))
        .map(this::cut)
        .map(nodes -> isHolder(source) ? nodes.alignedHead() : nodes);
  }

  /** Returns what of the end of an errand the source can take over in one request. */
  NodeRun takenOver(Source source, NodeRun end) {
    return isHolder(source) ? end.alignedTail() : end;
  }

  /**
   * Says whether the source may take over from an errand of another. Where a holder stands still
   * that is for those who have all, so that a row of silent ones costs one wait.
   *
   * @param still for how many nanoseconds the other brought nothing
   */
  boolean mayTakeOver(Source source, Errand from, long still) {
    return isHolder(source)
        ? !isHolder(from.source) && company.hasAll(source.peer(), new NodeRun(from.next, from.end))
        : !company.isCrowd() || still >= grace(from).toNanos();
  }

  /** An owner is spared what nobody waits for and a busy holder may bring yet. */
  private Duration grace(Errand from) {
    boolean hurried = from.awaited || standing.isPaused(from.source.peer());
    Duration patience = company.patience();
    return hurried || patience.compareTo(TransferLimits.STALLED) < 0
        ? TransferLimits.STALLED
        : patience;
  }

  /** Says whether everybody refused every part of the piece. */
  boolean isHopeless(Piece piece) {
    return piece.refusedBy().containsAll(owners.keySet())
        && company.holders().stream()
            .filter(holder -> !piece.refusedBy().contains(holder.peer()))
            .allMatch(holder -> company.partOf(holder.peer(), piece.nodes()).isEmpty());
  }

  /** In a crowd what is wanted in advance is cut so that each part is one reader's to fetch. */
  List<NodeRun> parts(List<NodeRun> runs, Urgency urgency) {
    if (urgency == Urgency.NOW || !company.isCrowd()) {
      return runs;
    }
    List<NodeRun> parts = new ArrayList<>();
    runs.forEach(run -> parts.addAll(run.cut(TransferLimits.SHARED_NODES)));
    return company.inOwnOrder(parts);
  }

  /** Cuts pieces likewise. */
  List<Piece> shared(List<Piece> pieces) {
    Map<NodeRun, Piece> parts = new LinkedHashMap<>();
    for (Piece piece : pieces) {
      piece
          .nodes()
          .cut(TransferLimits.SHARED_NODES)
          .forEach(part -> parts.put(part, piece.only(part)));
    }
    return company.inOwnOrder(List.copyOf(parts.keySet())).stream().map(parts::get).toList();
  }

  /** How much of a piece goes first with a node that somebody waits for. */
  long hastened() {
    return company.isCrowd() ? TransferLimits.HASTENED_NODES : TransferLimits.REQUEST_NODES_MAX;
  }

  private Stream<Holder> holders() {
    return company.haveSomething().filter(holder -> !owners.containsKey(holder.peer()));
  }

  private boolean isHolder(Source source) {
    return !owners.containsKey(source.peer());
  }

  private int most() {
    return isAlone() ? TransferLimits.REQUESTS_PER_PEER : TransferLimits.REQUESTS_OF_SEVERAL;
  }

  private boolean isAlone() {
    return owners.size() == 1 && holders().findAny().isEmpty();
  }

  /** In a crowd the owner is asked for what a program waits for, and for what is ours to fetch. */
  private boolean mayAskOwner(Piece piece, long now) {
    if (piece.urgency() == Urgency.NOW || !company.isCrowd() || isWaitedForLong(piece, now)) {
      return true;
    }
    long node = piece.nodes().first();
    return company.isOurs(node) && !company.anyHas(node, unfit(piece));
  }

  /** For a download nobody looks on: it waits longer, as long as anything else of it comes. */
  private boolean isWaitedForLong(Piece piece, long now) {
    long waited = now - piece.since();
    return piece.urgency() == Urgency.DOWNLOAD
        ? sparing.isOver(now) || waited >= TransferLimits.SPARING_PATIENCE.toNanos()
        : waited >= company.patience().toNanos();
  }

  private Set<PeerId> unfit(Piece piece) {
    Set<PeerId> unfit = new HashSet<>(piece.refusedBy());
    holders().map(Source::peer).filter(standing::isPaused).forEach(unfit::add);
    return unfit;
  }

  /** A peer that failed lately is asked only for what no other can be asked for. */
  private boolean isLastHope(long node, Piece piece) {
    Set<PeerId> able =
        holders()
            .map(Source::peer)
            .filter(peer -> company.has(peer, node))
            .collect(Collectors.toCollection(HashSet::new));
    able.addAll(owners.keySet());
    return able.stream()
        .allMatch(each -> standing.isPaused(each) || piece.refusedBy().contains(each));
  }

  /** Several sources share smaller pieces, so that none waits long for the slowest. */
  private NodeRun cut(NodeRun all) {
    long end = Math.min(all.end(), all.first() + TransferLimits.SHARED_NODES);
    return isAlone() ? all : new NodeRun(all.first(), end);
  }
}
