package runnel.node.transfer;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.ListIterator;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/** The pieces that wait for a source, by urgency. Belongs to a {@link Board}, under its lock. */
final class Queues {
  private final Map<Urgency, List<Piece>> pending = new EnumMap<>(Urgency.class);

  Queues() {
    for (Urgency urgency : Urgency.values()) {
      pending.put(urgency, new ArrayList<>());
    }
  }

  void addLast(Piece piece) {
    pending.get(piece.urgency()).add(piece);
  }

  void addFirst(List<Piece> pieces) {
    pieces.reversed().forEach(piece -> pending.get(piece.urgency()).addFirst(piece));
  }

  boolean isEmpty() {
    return pending.values().stream().allMatch(List::isEmpty);
  }

  boolean contain(long node) {
    return pending.values().stream()
        .flatMap(Collection::stream)
        .anyMatch(piece -> piece.nodes().contains(node));
  }

  /**
   * Takes the first part of a piece that somebody wants, the most urgent first; the rest stays in
   * its place.
   *
   * @param wanted which part of a piece, if any
   */
  Optional<Piece> take(Function<Piece, Optional<NodeRun>> wanted) {
    for (List<Piece> queue : pending.values()) {
      ListIterator<Piece> pieces = queue.listIterator();
      while (pieces.hasNext()) {
        Piece piece = pieces.next();
        Optional<NodeRun> part = wanted.apply(piece);
        if (part.isPresent()) {
          pieces.remove();
          piece.without(part.get()).forEach(pieces::add);
          return Optional.of(piece.only(part.get()));
        }
      }
    }
    return Optional.empty();
  }

  boolean hasAny(Predicate<Piece> which) {
    return pending.values().stream().flatMap(List::stream).anyMatch(which);
  }

  /** Takes out all that fit. */
  List<Piece> takeAll(Predicate<Piece> which) {
    List<Piece> taken = new ArrayList<>();
    for (List<Piece> queue : pending.values()) {
      Iterator<Piece> pieces = queue.iterator();
      while (pieces.hasNext()) {
        Piece piece = pieces.next();
        if (which.test(piece)) {
          pieces.remove();
          taken.add(piece);
        }
      }
    }
    return taken;
  }

  /**
   * What was wanted in advance and is waited for now goes before the rest.
   *
   * @param most of a piece goes with the node
   */
  void hasten(long node, Urgency urgency, long most) {
    Optional<Piece> hastened =
        take(piece ->
            piece.nodes().contains(node) && piece.urgency().compareTo(urgency) > 0
                ? Optional.of(piece.nodes().around(node, most))
                : Optional.empty());
    hastened.ifPresent(piece -> addLast(piece.as(urgency)));
  }
}
