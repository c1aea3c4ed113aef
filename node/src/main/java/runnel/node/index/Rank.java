package runnel.node.index;

import java.util.Comparator;
import java.util.Optional;
import runnel.indexd.api.Candidacy;

/**
 * Which index is to be used: the first. One that was given comes before all candidates, and what is
 * no candidate comes last.
 */
record Rank(boolean given, Optional<Candidacy> candidacy) implements Comparable<Rank> {
  /** Nothing ranks behind this. */
  static final Rank LAST = new Rank(false, Optional.empty());

  private static final Comparator<Rank> ORDER =
      Comparator.comparing((Rank rank) -> !rank.given)
          .thenComparing(rank -> rank.candidacy.isEmpty())
          .thenComparing(
              rank -> rank.candidacy.orElse(null), Comparator.nullsLast(Comparator.naturalOrder()));

  static Rank of(Optional<Candidacy> candidacy) {
    return new Rank(false, candidacy);
  }

  boolean isBefore(Rank other) {
    return compareTo(other) < 0;
  }

  @Override
  public int compareTo(Rank other) {
    return ORDER.compare(this, other);
  }
}
